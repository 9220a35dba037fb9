import { expect, it } from "vitest";
import { decimalOf } from "./figures.ts";
import { hoursMeasured } from "./sums.ts";

it("a number is read as Danes and as others write it", () => {
  expect(decimalOf("410,5")).toBe("410.5");
  expect(decimalOf("1.234.567,5")).toBe("1234567.5");
  expect(decimalOf("1.5")).toBe("1.5");
  expect(decimalOf("-3")).toBe("-3");
  for (const odd of ["", "abc", "1,2,3", "1e5"]) expect(decimalOf(odd), odd).toBeNull();
});

it("what was not measured is not counted as nothing", () => {
  expect(hoursMeasured([])).toBeNull();
});
