import { afterEach, expect, it } from "vitest";
import { isSound, picture, signIn, type Visitor, visit } from "./browser.ts";
import { fresh, makeCase } from "./making.ts";

let visitor: Visitor;
afterEach(() => visitor.close());

it("a case is deleted with a reason, is gone, and is brought back as it was", async () => {
  visitor = await visit();
  const { page } = visitor;
  await signIn(visitor, "Birthe Vestergreen");
  const title = fresh("Oprettet ved en fejl");
  const address = await makeCase(visitor, title);
  await page.goto(`${address}/rediger`);
  await page.getByRole("button", { name: "Slet løsningen" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Slet løsningen" }).click();
  await dialog.getByRole("alert").waitFor();
  await isSound(visitor, "the dialog to delete, without a reason");
  await dialog.getByLabel("Hvorfor?").fill("Den findes to gange.");
  await dialog.getByRole("button", { name: "Slet løsningen" }).click();
  await page.getByRole("heading", { name: "Slettede løsninger" }).waitFor();
  const row = page.getByRole("row", { name: new RegExp(title) });
  await row.getByText("Den findes to gange.").waitFor();
  await isSound(visitor, "deleted cases");
  await picture(visitor, "deleted-da");
  await page.goto(address);
  await page.getByRole("heading", { name: "Løsningen findes ikke" }).waitFor();
  await page.goto("/loesninger/slettede");
  await row.getByRole("button", { name: /Hent tilbage/ }).click();
  await page.getByText("Løsningen er hentet tilbage").waitFor();
  await page.getByRole("link", { name: `Åbn ${title}` }).click();
  await page.getByRole("heading", { name: title, level: 1 }).waitFor();
});

it("a case that came to nothing is ended with words that others can read", async () => {
  visitor = await visit({ language: "en" });
  const { page } = visitor;
  await signIn(visitor, "Karen Holmgaard");
  const address = await makeCase(visitor, fresh("Came to nothing"));
  await page.goto(`${address}/rediger`);
  await page.getByLabel(/^It failed/).check({ force: true });
  await isSound(visitor, "the form to end a case in English");
  await page.setViewportSize({ width: 320, height: 800 });
  await isSound(visitor, "the form to end a case at 320 pixels");
  await picture(visitor, "end-en-320");
  await page.getByLabel("Why?").fill("The system had no interface.");
  await page.getByRole("button", { name: "End the case" }).click();
  await page.getByText("The case is ended.").waitFor();
  await page.goto(address);
  await page.getByText("The system had no interface.").first().waitFor();
});

it("one who has deleted nothing, and one who is not signed in, are told so", async () => {
  visitor = await visit({ language: "en" });
  const { page } = visitor;
  await page.goto("/loesninger/slettede");
  await page.getByRole("heading", { name: "Sign in to continue" }).waitFor();
  await signIn(visitor, "Lis Bækgaard", "/loesninger/slettede");
  await page.getByRole("heading", { name: "No cases are deleted" }).waitFor();
  await isSound(visitor, "no deleted cases");
  expect(await page.getByRole("table").count()).toBe(0);
});
