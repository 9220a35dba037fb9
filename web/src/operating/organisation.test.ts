import { expect, it } from "vitest";
import { hasEnded, inputOf, NOBODY, remember, withSaved, wrongWith } from "./organisation.ts";

const randers = { ...NOBODY, cvr: "29189668", name: "Randers", municipalityCode: "730" };

it("sends what an organisation of its kind has, and numbers as people write them", () => {
  const input = inputOf({ ...randers, cvr: "29 18 96 68", inhabitants: "98.000", members: ["1"] });
  expect(input).toMatchObject({
    cvr: "29189668",
    inhabitants: 98_000,
    municipalityCode: "730",
    members: [],
    region: null,
    validTo: null,
  });
  const kl = inputOf({ ...randers, kind: "ASSOCIATION", members: ["29189668"] });
  expect(kl).toMatchObject({ municipalityCode: null, members: ["29189668"] });
});

it("says what is wrong before anything is written over", () => {
  expect(wrongWith(randers, ["55133018"])).toBeNull();
  expect(wrongWith({ ...randers, cvr: "2918 9668" }, ["29189668"])).toBe("cvrTaken");
  expect(wrongWith({ ...randers, inhabitants: "mange" }, [])).toBe("numberWrong");
  expect(wrongWith({ ...randers, successor: "55133018" }, [])).toBe("successorNeedsEnd");
});

it("shows what was saved until the server tells it too", () => {
  remember({ ...randers, name: "Ny Randers" }, 1000);
  const names = (now: number) => withSaved([randers], now).map((one) => one.name);
  expect(names(30_000)).toEqual(["Ny Randers"]);
  expect(names(90_000)).toEqual(["Randers"]);
});

it("knows an organisation to have ended the day after its last", () => {
  const ending = { ...randers, validTo: "2026-12-31" };
  expect(hasEnded(ending, "2026-12-31")).toBe(false);
  expect(hasEnded(ending, "2027-01-01")).toBe(true);
  expect(hasEnded(randers, "2027-01-01")).toBe(false);
});
