import { Buffer } from "node:buffer";
import { afterEach, expect, it } from "vitest";
import { isSound, picture, signIn, silenced, type Visitor, visit } from "./browser.ts";

let visitor: Visitor;
afterEach(() => visitor.close());

const NARROW = { width: 320, height: 800 };

/** What no earlier walk on the same product, and no first try of this one, has written. */
const freshRun = () => Date.now() % 1_000_000;

const tableOf = (run: number) =>
  [
    "Titel;Ekstern nøgle;Resumé;Fase",
    `Bilag til sagen ${run};A-${run};En robot lægger bilag på sagen.;Idé`,
    `Ferie i to systemer ${run};B-${run};En robot flytter ferie.;Ukendt fase`,
    `Flytning ${run};;Uden nøgle.;Idé`,
  ].join("\r\n");

it("a table is tried, told of row by row, loaded, and undone", async () => {
  const run = freshRun();
  visitor = await visit();
  const { page } = visitor;
  await signIn(visitor, "Birthe Vestergreen", "/min-organisation/ind-og-ud");
  await page.locator("input[type=file]").setInputFiles({
    name: `robotter-${run}.csv`,
    mimeType: "text/csv",
    buffer: Buffer.from(`\uFEFF${tableOf(run)}`),
  });
  await isSound(visitor, "a file that is chosen");
  await page.getByRole("button", { name: "Prøv filen" }).click();
  await page.getByRole("heading", { name: /^Prøven af robotter/ }).waitFor();
  await page.getByText("Oprettes: 1").waitFor();
  await page.getByText("Afvist: 2").waitFor();
  await page.getByText("kan ikke kendes igen", { exact: false }).first().waitFor();
  await isSound(visitor, "a trial of a file");
  await picture(visitor, "import-da");
  await page.getByRole("button", { name: "Indlæs filen" }).click();
  await page.getByText("Filen er indlæst").waitFor();
  const one = page.locator("article").filter({ hasText: `robotter-${run}.csv` });
  await one.getByText("1 oprettet, 0 ændret, 2 afvist af 3 rækker").waitFor();
  await isSound(visitor, "a file that is loaded");
  await one.getByRole("button", { name: "Fortryd indlæsningen" }).click();
  await isSound(visitor, "the dialog to undo");
  await page.getByRole("dialog").getByRole("button", { name: "Fortryd indlæsningen" }).click();
  await one.getByText("Alt er fortrudt").waitFor();
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("heading", { name: "Earlier loads" }).waitFor();
  await page.setViewportSize(NARROW);
  await isSound(visitor, "in and out in English at 320 pixels");
});

it("a file that is no table says so, and everything is taken along as an archive", async () => {
  visitor = await visit();
  const { page } = visitor;
  await signIn(visitor, "Birthe Vestergreen", "/min-organisation/ind-og-ud");
  await page.locator("input[type=file]").setInputFiles({
    name: "billede.csv",
    mimeType: "text/csv",
    buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]),
  });
  await page.getByRole("button", { name: "Prøv filen" }).click();
  await page.getByText("Filen kunne ikke læses").waitFor();
  await isSound(silenced(visitor), "a file that cannot be read");
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "Arkiv (zip)" }).click();
  expect((await coming).suggestedFilename()).toMatch(/^genvej-arkiv-29189668-.*\.zip$/);
});

it("several cases are changed at once, and each says how it went", async () => {
  const run = freshRun();
  visitor = await visit();
  const { page } = visitor;
  await signIn(visitor, "Birthe Vestergreen");
  await page.evaluate(async (run) => {
    for (const title of [`Masse A ${run}`, `Masse B ${run}`]) {
      const input = { basics: { title, summary: "S" }, visibility: "ORGANISATION" };
      const query = "mutation($input: RegisterCaseInput!) { registerCase(input: $input) { refusal { code } } }";
      const headers = { "content-type": "application/json" };
      const body = JSON.stringify({ query, variables: { input } });
      await fetch("/graphql", { method: "POST", headers, body });
    }
  }, run);
  await page.goto("/min-organisation/ret-flere");
  for (const name of ["A", "B"]) {
    await page.getByRole("checkbox", { name: `Vælg Masse ${name} ${run}` }).click();
  }
  await page.getByText("2 valgt").waitFor();
  await page.getByText("Skift fase", { exact: true }).click();
  await page.getByLabel("Ny fase").selectOption("OPERATION");
  await isSound(visitor, "cases chosen to be changed");
  await page.getByRole("button", { name: "Gør det ved 2 løsninger" }).click();
  await page.getByText("0 løsninger er rettet, og 2 er det ikke").waitFor();
  await isSound(visitor, "changes that were refused");
  await picture(visitor, "bulk-da");
  await page.getByText("Skift status", { exact: true }).click();
  await page.getByLabel("Ny status").selectOption("IN_PROGRESS");
  await page.getByRole("button", { name: "Prøv igen med dem" }).click();
  await page.getByText("2 løsninger er rettet, og ingen er tilbage").waitFor();
  await page.getByRole("button", { name: "English" }).click();
  await page.setViewportSize(NARROW);
  await page.getByRole("heading", { name: "Edit several cases" }).waitFor();
  await isSound(visitor, "several cases in English at 320 pixels");
});
