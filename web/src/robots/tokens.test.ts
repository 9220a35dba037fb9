import { expect, it } from "vitest";
import { stateOf } from "./tokens.ts";

const now = Date.parse("2026-03-01T00:00:00Z");

it("says of a token whether it works, ends soon, is over or was taken back", () => {
  const of = (expiresAt: string, revokedAt: string | null = null) =>
    stateOf({ expiresAt, revokedAt }, now);
  expect(of("2027-01-01T00:00:00Z")).toBe("good");
  expect(of("2026-03-20T00:00:00Z")).toBe("soon");
  expect(of("2026-02-28T00:00:00Z")).toBe("over");
  expect(of("2027-01-01T00:00:00Z", "2026-02-01T00:00:00Z")).toBe("revoked");
});
