import { afterAll, beforeAll, expect, it } from "vitest";
import { isSound, picture, signIn, type Visitor, visit } from "./browser.ts";
import { fresh, makeCase } from "./making.ts";

// Two organisations and one case, from an invitation to a new lead: each test goes on where the
// one before it ended.

const TITLE = fresh("Fælles vagtplan");
let birthe: Visitor;
let mogens: Visitor;
let address = "";

beforeAll(async () => {
  [birthe, mogens] = [await visit(), await visit({ language: "en" })];
  await signIn(birthe, "Birthe Vestergreen");
  await signIn(mogens, "Mogens Rugholt");
  address = await makeCase(birthe, TITLE);
});
afterAll(async () => {
  for (const visitor of [birthe, mogens]) await visitor?.close();
});

it("a lead puts a colleague on the case and takes her off again", async () => {
  const { page } = birthe;
  await page.goto(address);
  await page.getByRole("button", { name: "Sæt en person på" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Kollega").pressSequentially("Karen");
  await page.getByRole("option", { name: /Karen Holmgaard/ }).click();
  await dialog.getByLabel("Som").selectOption("TECHNICAL_CONTACT");
  await isSound(birthe, "the dialog to put somebody on");
  await dialog.getByRole("button", { name: "Sæt Karen Holmgaard på" }).click();
  await page.getByText("Karen Holmgaard er sat på løsningen.").waitFor();
  await page
    .getByRole("button", { name: "Tag Karen Holmgaard af som Teknisk kontakt" })
    .click();
  await page.getByText("Personen er taget af").waitFor();
  await page.getByRole("button", { name: "Vælg afdelinger" }).click();
  await isSound(birthe, "the dialog of departments");
  await page.keyboard.press("Escape");
});

it("another organisation is invited, sees it in its inbox, and accepts", async () => {
  const { page } = birthe;
  await page.getByRole("button", { name: "Invitér en medejer" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Organisation").pressSequentially("Syddj");
  await page.getByRole("option", { name: /Syddjurs/ }).click();
  await isSound(birthe, "the dialog to invite");
  await dialog.getByRole("button", { name: "Invitér Syddjurs Kommune" }).click();
  await page.getByText("Syddjurs Kommune er inviteret.").waitFor();
  await page.getByText("inviteret, ikke svaret").waitFor();
  await isSound(birthe, "owners with an invitation");
  await picture(birthe, "owners-da");

  await mogens.page.goto("/indbakke");
  await mogens.page.getByRole("heading", { name: "Waiting for your answer" }).waitFor();
  await isSound(mogens, "an inbox with an invitation in English");
  await picture(mogens, "inbox-invited-en");
  const point = mogens.page.locator(".waiting").filter({ hasText: TITLE });
  await point.getByRole("button", { name: "Accept" }).click();
  await mogens.page.getByText("Your organisation now owns it.").waitFor();
  await point.waitFor({ state: "detached" });
});

it("the lead is offered, taken back, offered again, and accepted on the case", async () => {
  const { page } = birthe;
  await page.reload();
  await page.getByRole("button", { name: "Tilbyd at lede den Syddjurs Kommune" }).click();
  await isSound(birthe, "the dialog to offer the lead");
  await page.getByRole("dialog").getByRole("button", { name: "Tilbyd at lede den" }).click();
  await page.getByText("er tilbudt at lede den").waitFor();
  await page.getByRole("button", { name: "Træk tilbuddet tilbage" }).click();
  await page.getByText("Tilbuddet er trukket tilbage").waitFor();
  await page.getByRole("button", { name: "Tilbyd at lede den Syddjurs Kommune" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Tilbyd at lede den" }).click();
  await page.getByText("er tilbudt at lede den").waitFor();
  await mogens.page.goto(address);
  await mogens.page.getByText("Randers Kommune offers your organisation").waitFor();
  await isSound(mogens, "a case whose lead is offered in English");
  await mogens.page.getByRole("button", { name: "Accept" }).click();
  await mogens.page.getByText("Your organisation now leads it.").waitFor();
  await mogens.page.getByText("Syddjurs Kommune leads it").waitFor();
});

it("who is a joint owner now leaves, and edits no more", async () => {
  const { page } = birthe;
  await page.reload();
  await page.getByRole("button", { name: "Gå ud som medejer" }).click();
  await isSound(birthe, "the dialog to leave");
  await page.getByRole("dialog").getByRole("button", { name: "Gå ud som medejer" }).click();
  await page.getByText("I ejer ikke længere løsningen").waitFor();
  await page.getByRole("heading", { name: "Ejere og personer" }).waitFor({ state: "detached" });
  expect(await page.getByRole("link", { name: "Redigér" }).count()).toBe(0);
  await mogens.page.reload();
  await mogens.page.setViewportSize({ width: 320, height: 800 });
  await mogens.page.getByRole("heading", { name: "Owners and people" }).waitFor();
  await isSound(mogens, "owners at 320 pixels");
  await picture(mogens, "owners-en-320");
});
