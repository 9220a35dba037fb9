import { afterEach, expect, it } from "vitest";
import { isSound, picture, signIn, type Visitor, visit } from "./browser.ts";
import { fresh, makeCase, write } from "./making.ts";

let visitor: Visitor;
afterEach(() => visitor.close());

it("what was measured over the years stands beside what was expected, as a chart with its table", async () => {
  visitor = await visit();
  const { page } = visitor;
  await signIn(visitor, "Karen Holmgaard");
  const address = await makeCase(visitor, fresh("Målt tre år i træk"));
  const caseId = address.split("/").at(-1);
  const gainId = crypto.randomUUID();
  await write(visitor, "defineGain", "DefineGainInput", {
    caseId,
    gainId,
    gain: {
      kind: "TIME",
      metric: "Frigjorte timer",
      unit: "HOURS",
      recurrence: "PER_YEAR",
      expected: { value: "500" },
    },
  });
  for (const [year, value] of [
    ["2025", "470"],
    ["2023", "210"],
    ["2024", "395.5"],
  ]) {
    await write(visitor, "measureGain", "MeasureGainInput", {
      caseId,
      gainId,
      measurement: { value, period: { from: `${year}-01-01`, to: `${year}-12-31` } },
    });
  }
  await page.goto(address);
  const chart = page.getByRole("img", { name: /^Forventet og målt for Frigjorte timer/ });
  await chart.waitFor();
  const words = await chart.locator("text").allTextContents();
  expect(words.filter((word) => /^dec/.test(word))).toEqual(["dec. 23", "dec. 24", "dec. 25"]);
  expect(words.some((word) => word.startsWith("Forventet"))).toBe(true);
  for (const value of ["210 timer", "395,5 timer", "470 timer"]) {
    await page.getByRole("cell", { name: value }).first().waitFor();
  }
  await isSound(visitor, "a gain over time");
  await picture(visitor, "gains-da");
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("heading", { name: "Gains", exact: true }).waitFor();
  await page.setViewportSize({ width: 320, height: 800 });
  await isSound(visitor, "a gain over time in English at 320 pixels");
  await picture(visitor, "gains-en-320");
});
