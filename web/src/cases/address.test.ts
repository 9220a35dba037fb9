import { expect, it } from "vitest";
import { bareId, longId, shortId } from "./address.ts";

const ID = "0197c0de-cafe-7abc-9def-00ff10203040";

it("gives each id 22 characters of an address, and has it back from them", () => {
  const short = shortId(ID);
  expect(short).toMatch(/^[A-Za-z0-9_-]{22}$/);
  expect(longId(short)).toBe(ID);
  expect(longId(shortId("ffffffff-ffff-ffff-bfff-fffffffffffe"))).toBe(
    "ffffffff-ffff-ffff-bfff-fffffffffffe",
  );
});

it("finds no id in what is none", () => {
  expect(longId("er-her-ikke")).toBeNull();
  expect(longId("<script>alert(1)</scri")).toBeNull();
  expect(bareId(ID)).toBe(ID);
});
