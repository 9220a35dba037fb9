import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterEach, expect, it } from "vitest";
import { picture, signIn, type Visitor, visit } from "./browser.ts";
import { fresh, makeCase, write } from "./making.ts";

let visitor: Visitor;
afterEach(() => visitor.close());

/** How many pages it takes to print, at the paper that the page asks for. */
async function pagesOf(page: Page, name: string): Promise<number> {
  // Another font has other widths, and makes another number of pages.
  await page.evaluate(() => document.fonts.ready.then(() => {}));
  const printed = await page.pdf({ preferCSSPageSize: true });
  const folder = process.env.GENVEJ_PICTURES;
  if (folder) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${name}.pdf`), printed);
  }
  const text = printed.toString("latin1");
  const sizes = [...text.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/g)];
  for (const [, width, height] of sizes) {
    expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([595, 842]);
  }
  return text.match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;
}

const LONG = "Robotten læser hver mail, finder sagen og journaliserer den. ".repeat(30);

/** A case of which every section says much. */
async function full(title: string): Promise<string> {
  const lines = Array.from({ length: 8 }, (_, at) => `Noget om nummer ${at + 1}`);
  const address = await makeCase(visitor, title, {
    story: { challenge: LONG, solution: LONG, keyElements: LONG, ideas: LONG, systemsToday: lines },
    implementation: { technologies: lines, technicalNotes: LONG, organisationalNotes: LONG },
    operation: { description: LONG },
    spread: { toAdapt: LONG, cooperation: LONG, evaluation: LONG, spreading: LONG, reuseTips: lines },
    workload: { occurrencesPerYear: 4000, secondsPerOccurrence: 600, comment: LONG },
    contact: { role: "Digitaliseringsteamet", mailbox: "digi@randers.example" },
  });
  const caseId = address.split("/").at(-1);
  await write(visitor, "describeValue", "DescribeValueInput", {
    caseId,
    value: { quality: LONG, efficiency: LONG, democracy: LONG, politicalGoals: LONG },
  });
  for (const metric of ["Frigjorte timer", "Fejl pr. 100 sager", "Tilfredshed"]) {
    await write(visitor, "defineGain", "DefineGainInput", {
      caseId,
      gain: { kind: "OTHER", metric, unit: "COUNT", expected: { value: "12" }, note: LONG.slice(0, 200) },
    });
  }
  return address;
}

it("even the longest case prints on two pages of A4, with its short address", async () => {
  visitor = await visit();
  const { page } = visitor;
  await signIn(visitor, "Karen Holmgaard");
  await page.goto(await full(fresh("Alt er beskrevet")));
  await page.getByRole("heading", { name: "Hele beskrivelsen" }).waitFor();
  await page.getByText("Noget om nummer 1").first().waitFor();
  expect(await pagesOf(page, "print-full-da")).toBe(2);
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 688, height: 1032 });
  await picture(visitor, "print-full-da");
  const printed = page.getByText(/^Genvej, .*\/l\/[\w-]{22}, udskrevet/);
  await printed.waitFor();
  for (const hidden of ["Redigér", "Følg", "Vælg filer", "Vis historik", "Log ud"]) {
    expect(await page.getByText(hidden, { exact: true }).first().isVisible(), hidden).toBe(false);
  }
});

it("the short address leads to the case, and one that is none says so", async () => {
  visitor = await visit({ language: "en" });
  const { page } = visitor;
  await signIn(visitor, "Karen Holmgaard");
  const address = await makeCase(visitor, fresh("A short address"));
  await page.goto(address);
  const words = await page.locator(".print-only").first().textContent();
  const short = /\/l\/[\w-]{22}/.exec(words ?? "")?.[0] ?? "";
  await page.goto(short);
  await page.waitForURL((url) => url.pathname === address);
  expect(await pagesOf(page, "print-short-en")).toBe(1);
  await page.goto("/l/er-her-ikke");
  await page.getByRole("heading", { name: "There is no such page" }).waitFor();
});
