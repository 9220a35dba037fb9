import { expect, it } from "vitest";
import { bareId, caseAddress } from "../cases/address.ts";
import { newId } from "./ids.ts";

it("an id is a UUID of version 7 that begins with its time", () => {
  const id = newId(0x0197_0000_0000);
  expect(id).toMatch(/^01970000-0000-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(newId(1) < newId(2)).toBe(true);
});

it("an address has the bare id, whichever form it was given in", () => {
  const uuid = "01970000-0000-7000-8000-000000000001";
  expect(bareId(btoa(`case:${uuid}`))).toBe(uuid);
  expect(caseAddress(uuid)).toBe(`/loesninger/${uuid}`);
  expect(bareId("odd")).toBe("odd");
});
