import { expect, it } from "vitest";
import { formatIn } from "../texts/format.ts";
import { iconOf, sizeInWords } from "./size.ts";
import { reasonIn } from "./upload.ts";

it("says of a refused file what is wrong with its fields, or else the title", () => {
  const fields = [{ message: "Filen må højst være 25 MB." }, { message: "Navnet er for langt." }];
  expect(reasonIn(JSON.stringify({ title: "Nej", fields }))).toBe(
    "Filen må højst være 25 MB. Navnet er for langt.",
  );
  expect(reasonIn(JSON.stringify({ title: "Nej", fields: [] }))).toBe("Nej");
  expect(reasonIn("<html>")).toBeNull();
});

it("writes sizes as people of the language do", () => {
  expect(sizeInWords(412, formatIn("da"))).toBe("412 B");
  expect(sizeInWords(340_200, formatIn("da"))).toBe("340 kB");
  expect(sizeInWords(2_440_000, formatIn("da"))).toBe("2,4 MB");
  expect(sizeInWords(2_440_000, formatIn("en"))).toBe("2.4 MB");
});

it("knows kinds of files by their icon", () => {
  const sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  expect(iconOf("application/pdf")).toBe("file-pdf");
  expect(iconOf("image/png")).toBe("file-image");
  expect(iconOf(sheet)).toBe("file-excel");
  expect(iconOf("text/plain")).toBe("file");
});
