import { expect, it } from "vitest";
import { asked } from "../cases/query.ts";
import { listBehind } from "./table.ts";

it("a figure leads to the cases that it was counted over", () => {
  const filter = { counted: { asOf: "2026-01-01T00:00:00Z", values: [] } };
  const list = new URL(listBehind(filter), "http://genvej.example");
  expect(asked(list.searchParams).filter).toEqual(filter);
});

it("an address that names no filter narrows nothing", () => {
  for (const odd of ["", "{", "[]", "null", '{"counted":1}', '{"organisations":["1"]}']) {
    expect(asked(new URLSearchParams({ talt: odd })).filter, odd).toEqual({});
  }
});
