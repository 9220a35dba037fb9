import { expect, it } from "vitest";
import { areDays, stateOf } from "./state.ts";

const now = Date.parse("2026-03-01T00:00:00Z");

it("says of what ends whether it works, ends soon, is over or was taken back", () => {
  const of = (expiresAt: string, revokedAt: string | null = null) =>
    stateOf({ expiresAt, revokedAt }, now);
  expect(of("2027-01-01T00:00:00Z")).toBe("good");
  expect(of("2026-03-20T00:00:00Z")).toBe("soon");
  expect(of("2026-02-28T00:00:00Z")).toBe("over");
  expect(of("2027-01-01T00:00:00Z", "2026-02-01T00:00:00Z")).toBe("revoked");
});

it("takes whole days up to two years", () => {
  expect(["1", "365", " 730 "].every(areDays)).toBe(true);
  expect(["", "0", "731", "7,5", "-1", "et år"].some(areDays)).toBe(false);
});
