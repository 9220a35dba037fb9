import { expect, it } from "vitest";
import { compared } from "./words.ts";

it("marks the words that differ, on their own side", () => {
  const { before, after } = compared("Robotten læser mails.", "Robotten læser breve.");
  expect(before.filter((piece) => piece.differs).map((piece) => piece.text)).toEqual(["mails"]);
  expect(after.filter((piece) => piece.differs).map((piece) => piece.text)).toEqual(["breve"]);
  expect(before.map((piece) => piece.text).join("")).toBe("Robotten læser mails.");
  expect(after.map((piece) => piece.text).join("")).toBe("Robotten læser breve.");
});

it("marks all of a text that the other side lacks", () => {
  expect(compared("", "Nyt")).toEqual({ before: [], after: [{ text: "Nyt", differs: true }] });
});
