import type { Page } from "playwright-core";
import { afterEach, expect, it } from "vitest";
import { isSound, picture, signIn, type Visitor, visit } from "./browser.ts";
import { tabTo } from "./keys.ts";
import { write } from "./making.ts";

const visitors: Visitor[] = [];
afterEach(async () => {
  // The other walks find the front page as it is without.
  const editor = visitors[0];
  await editor?.page.unrouteAll({ behavior: "ignoreErrors" });
  if (editor) await say(editor, "", "");
  for (const one of visitors.splice(0)) await one.close();
});

async function arrive(name?: string): Promise<Visitor> {
  const visitor = await visit();
  visitors.push(visitor);
  if (name) await signIn(visitor, name);
  else await visitor.page.goto("/");
  await visitor.page.getByRole("heading", { name: "Nyt i Genvej" }).waitFor();
  return visitor;
}

const say = (visitor: Visitor, da: string, en: string) =>
  write(visitor, "reviseFrontPage", "ReviseFrontPageInput", { da, en });

const EDITOR = "Peder Stenlund";
const welcome = (page: Page) => page.getByRole("region", { name: "Velkomst" });

it("the editor writes a welcome in its place, and everybody reads it in their language", async () => {
  const peder = await arrive(EDITOR);
  const { page } = peder;
  // A walk that failed may have left one.
  await say(peder, "", "");
  await page.reload();
  await welcome(page).getByText("Forsiden har ingen velkomst").waitFor();
  await isSound(peder, "the front page without a welcome, as its editor sees it");
  await tabTo(page, "Skriv en velkomst");
  await page.keyboard.press("Enter");
  await page.getByLabel("På dansk").waitFor();
  await page.waitForFunction(() => document.activeElement?.tagName === "TEXTAREA");
  await page.keyboard.type("# Velkommen\n\nSe, hvad **naboen** har løst.");
  await page.getByRole("button", { name: "Vis, hvordan den ser ud" }).click();
  await welcome(page).locator("strong", { hasText: "naboen" }).waitFor();
  await isSound(peder, "the welcome as a form with its preview");
  await picture(peder, "welcome-form-da");

  await page.getByRole("button", { name: "Gem Velkomst" }).click();
  await page.locator(".refused").waitFor();
  await page.getByText("Velkomst på engelsk").first().waitFor();
  await isSound(peder, "a welcome that was refused");
  await page.reload();
  await page.getByRole("button", { name: "Skriv en velkomst" }).click();
  await page.getByText("Det, du skrev sidst, er hentet frem igen").waitFor();
  expect(await page.getByLabel("På dansk").inputValue()).toContain("**naboen**");
  await page.getByLabel("På engelsk").fill("See what your **neighbour** has solved.");
  await page.getByRole("button", { name: "Gem Velkomst" }).click();
  await page.getByText("Velkomsten er gemt").waitFor();
  await welcome(page).getByRole("heading", { name: "Velkommen" }).waitFor();
  await page.waitForFunction(() => document.activeElement?.textContent === "Ret velkomsten");
  await isSound(peder, "the front page with a welcome, as its editor sees it");
  await picture(peder, "welcome-da");

  const stranger = await arrive();
  await welcome(stranger.page).locator("strong", { hasText: "naboen" }).waitFor();
  expect(await welcome(stranger.page).getByRole("button").count()).toBe(0);
  await stranger.page.getByRole("button", { name: "English" }).click();
  await stranger.page.locator("strong", { hasText: "neighbour" }).waitFor();
  await stranger.page.setViewportSize({ width: 320, height: 700 });
  await isSound(stranger, "the welcome in English at 320 pixels");
  const karen = await arrive("Karen Holmgaard");
  await welcome(karen.page).getByText("naboen").waitFor();
  expect(await welcome(karen.page).getByRole("button").count()).toBe(0);
});

it("who saves after somebody else loses nothing, sees what they said, and decides", async () => {
  const peder = await arrive(EDITOR);
  const { page } = peder;
  await say(peder, "Først", "First");
  await page.reload();
  await page.getByRole("button", { name: "Ret velkomsten" }).click();
  await page.getByLabel("På dansk").fill("Min egen");
  await page.getByLabel("På engelsk").fill("My own");
  await say(peder, "Den andens", "The other one's");
  await page.getByRole("button", { name: "Gem Velkomst" }).click();
  await page.getByText("En anden har ændret velkomsten imens").waitFor();
  await welcome(page).getByText("Den andens", { exact: true }).waitFor();
  expect(await page.getByLabel("På dansk").inputValue()).toBe("Min egen");
  await isSound(peder, "a welcome that somebody else changed meanwhile");
  await picture(peder, "welcome-conflict-da");
  await page.getByRole("button", { name: "Gem Velkomst" }).click();
  await welcome(page).getByText("Min egen").waitFor();
});

it("cancelling changes nothing, a lost line loses nothing, and a draft can be thrown away", async () => {
  const peder = await arrive(EDITOR);
  const { page } = peder;
  await say(peder, "Som den er", "As it is");
  await page.reload();
  const revise = page.getByRole("button", { name: "Ret velkomsten" });
  await revise.click();
  await page.getByLabel("På dansk").fill("Noget andet");
  await page.route("**/graphql", (route) => route.abort());
  await page.getByRole("button", { name: "Gem Velkomst" }).click();
  await page.getByText("Der er ingen forbindelse til Genvej").waitFor();
  expect(await page.getByLabel("På dansk").inputValue()).toBe("Noget andet");
  await page.unroute("**/graphql");
  peder.complaints.length = 0;
  await page.getByRole("button", { name: "Fortryd" }).click();
  await welcome(page).getByText("Som den er").waitFor();
  await revise.click();
  await page.getByRole("button", { name: "Kassér det" }).click();
  await page.getByLabel("På dansk").waitFor();
  await expect.poll(() => page.getByLabel("På dansk").inputValue()).toBe("Som den er");
  await page.setViewportSize({ width: 320, height: 700 });
  await page.getByRole("button", { name: "Vis, hvordan den ser ud" }).click();
  await page.getByRole("heading", { name: "Sådan ser den ud" }).waitFor();
  await isSound(peder, "the form of the welcome at 320 pixels");
  await picture(peder, "welcome-form-da-320");
});
