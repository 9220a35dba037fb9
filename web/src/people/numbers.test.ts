import { expect, it } from "vitest";
import { notANumber, numbersIn } from "./numbers.ts";

it("numbers are read with commas, blanks or lines between them", () => {
  expect(numbersIn(" 27.69,54\n05.01.10;88.* ")).toEqual(["27.69", "54", "05.01.10", "88.*"]);
  expect(numbersIn(" , ")).toEqual([]);
  expect(notANumber("27, 27.69.*, 27.69.40")).toBeNull();
});

it("the first word that is no number is told", () => {
  for (const word of ["27.6", "27.6*", "2", "27.", "27.69.40.01", "*", "IT"]) {
    expect(notANumber(`27, ${word}, 54`)).toBe(word);
  }
});
