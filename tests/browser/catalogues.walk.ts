import { afterEach, it } from "vitest";
import { isSound, picture, signIn, type Visitor, visit } from "./browser.ts";

let visitor: Visitor;
afterEach(() => visitor.close());

/** What no earlier walk on the same product, and no first try of this one, has written. */
const freshRun = () => Date.now() % 1_000_000;
const NARROW = { width: 320, height: 800 };

it("an editor adds names, mends one, merges two that are the same, and retires one", async () => {
  const run = freshRun();
  visitor = await visit();
  const { page } = visitor;
  await signIn(visitor, "Peder Stenlund", "/kataloger/teknologier");
  const names = [`UiPath ${run}`, `Ui Path ${run}`, `Blå Prisme ${run}`];
  for (const name of names) {
    await page.getByRole("button", { name: "Tilføj til Teknologier" }).click();
    await page.getByRole("dialog").getByLabel("Navn").fill(name);
    if (name === names[0]) await isSound(visitor, "the dialog to add a technology");
    await page.getByRole("dialog").getByRole("button", { name: "Tilføj", exact: true }).click();
    await page.getByRole("rowheader", { name, exact: true }).waitFor();
  }
  await page.getByRole("button", { name: `Ret Blå Prisme ${run}` }).click();
  await page.getByLabel("Leverandør").fill("SS&C");
  await page.getByLabel("Også kaldet").fill(`Blue Prism ${run}`);
  await page.getByRole("button", { name: "Gem", exact: true }).click();
  await page.getByRole("cell", { name: `Blue Prism ${run}` }).waitFor();
  await page.getByRole("button", { name: `Saml Ui Path ${run} med en anden` }).click();
  await page.getByLabel("Det navn, der bliver stående").pressSequentially(`UiPath ${run}`);
  await page.getByRole("option", { name: `UiPath ${run}` }).click();
  await page.getByText(`Valgt: UiPath ${run}`).waitFor();
  await isSound(visitor, "the dialog to merge");
  await page.getByRole("button", { name: "Saml dem" }).click();
  await page.getByText(`Samlet med UiPath ${run}`).waitFor();
  await page.getByRole("button", { name: `Tilbyd ikke Blå Prisme ${run} mere` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Tilbyd ikke mere" }).click();
  await page.getByRole("button", { name: `Tilbyd Blå Prisme ${run} igen` }).waitFor();
  await isSound(visitor, "technologies for an editor");
  await picture(visitor, "technologies-da");
  await page.getByLabel("Søg på navn").fill(`Ui`);
  await page.getByRole("rowheader", { name: `UiPath ${run}` }).waitFor();
  await page.getByLabel("Søg på navn").fill("xylofon");
  await page.getByText("Intet passer til søgningen").waitFor();
});

it("a consultant adds an IT system of the organisation's own, and finds numbers where there are any", async () => {
  const run = freshRun();
  visitor = await visit({ language: "en" });
  const { page } = visitor;
  await page.goto("/kataloger/it-systemer");
  await page.getByRole("heading", { name: "Sign in to continue" }).waitFor();
  await signIn(visitor, "Karen Holmgaard", "/kataloger/it-systemer");
  await page.getByRole("button", { name: "Add to IT systems" }).click();
  await page.getByText("It becomes an IT system of your own").waitFor();
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.locator(".refused").waitFor();
  await isSound(visitor, "an IT system that was refused");
  await page.getByRole("dialog").getByLabel("Name").fill(`SBSYS ${run}`);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("rowheader", { name: `SBSYS ${run}` }).waitFor();
  await isSound(visitor, "IT systems in English");
  for (const [path, heading] of [["kle", "KLE is not loaded"], ["form", "FORM is not loaded"]]) {
    await page.goto(`/kataloger/${path}`);
    await page.getByRole("heading", { name: heading ?? "" }).waitFor();
    await isSound(visitor, `${path} that is not loaded`);
  }
  await page.setViewportSize(NARROW);
  await page.goto("/kataloger/it-systemer");
  await page.getByRole("rowheader", { name: `SBSYS ${run}` }).waitFor();
  await isSound(visitor, "IT systems at 320 pixels");
  await picture(visitor, "systems-en-320");
});
