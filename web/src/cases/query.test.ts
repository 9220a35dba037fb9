import { expect, it } from "vitest";
import { addressOf, asked, exportOf } from "./query.ts";

const of = (address: string) => asked(new URLSearchParams(address));

it("a search that is kept leads back to the very same question", () => {
  for (const address of [
    "q=faktura&fase=IDEA&fase=OPERATION&egne=ja",
    "omraade=HEALTH&genbrugt=ja&maalt=ja&teknologi=UiPath",
    `talt=${encodeURIComponent('{"counted":{"asOf":"2026-01-01T00:00:00Z","values":[]}}')}`,
    "",
  ]) {
    const question = of(address);
    const kept = { text: question.search ?? null, filter: JSON.stringify(question.filter) };
    expect(of(addressOf(kept)), address).toEqual(question);
  }
  expect(addressOf({ text: null, filter: "{" })).toBe("");
  expect(addressOf({ text: null, filter: "null" })).toBe("");
});

it("a file is asked for with the list's own search, filter and order", () => {
  const path = exportOf(of("q=faktura&fase=IDEA&sorter=titel&retning=ned"), "csv");
  const url = new URL(path, "http://genvej.example");
  expect(url.pathname).toBe("/api/v1/cases.csv");
  expect(Object.fromEntries(url.searchParams)).toEqual({
    search: "faktura",
    filter: '{"phases":["IDEA"]}',
    sort: "TITLE",
    direction: "DESCENDING",
  });
});

it("a direction that is misspelt is the usual one", () => {
  expect(of("sorter=titel&retning=skraat").sort).toEqual({ by: "TITLE" });
});
