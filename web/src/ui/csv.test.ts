import { expect, it } from "vitest";
import { csvOf } from "./csv.ts";

it("a table is written for Danish Excel and holds no formula", () => {
  expect(
    csvOf([
      ["Navn", "Timer"],
      ["=1+1", "410.5"],
      ['a;"b"', null],
    ]),
  ).toBe('\uFEFFNavn;Timer\r\n\'=1+1;410,5\r\n"a;""b""";\r\n');
});
