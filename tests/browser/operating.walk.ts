import { afterAll, beforeAll, expect, it } from "vitest";
import { isSound, picture, signIn, type Visitor, visit } from "./browser.ts";
import { tabTo } from "./keys.ts";
import { startProvider } from "./openid.ts";

// An operator finds what needs them, adds an organisation, lets its people in, and ends it. Each test
// goes on where the one before it ended.

const NUMBER = Date.now() % 1_000_000;
const CVR = `88${String(NUMBER).padStart(6, "0")}`;
const NAME = `Ny Forening ${NUMBER}`;
let signe: Visitor;

beforeAll(async () => {
  signe = await visit();
  await signIn(signe, "Signe Mosebjerg", "/");
});
afterAll(() => signe?.close());

it("an operator finds what needs them by the keyboard, and where they do what", async () => {
  const { page } = signe;
  await tabTo(page, "Drift");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Drift", level: 1 }).waitFor();
  await page.getByRole("link", { name: "KL er en forening uden medlemmer" }).waitFor();
  await page.getByRole("link", { name: "Kataloger" }).first().waitFor();
  await isSound(signe, "what the platform needs");
  await picture(signe, "operating-da");
  await tabTo(page, "Kommandoer");
  await page.keyboard.press("Enter");
  await page.getByText("genvej lock person|organisation").waitFor();
  await page.getByText("Vejledning: docs/how-to/back-up-and-restore.md").first().waitFor();
  await isSound(signe, "the commands");
  await picture(signe, "commands-da");
});

it("an organisation is added with its members, and none is written over unseen", async () => {
  const { page } = signe;
  await page.goto("/drift/organisationer");
  await page.getByRole("link", { name: "Randers Kommune" }).waitFor();
  await isSound(signe, "the organisations to an operator");
  await picture(signe, "operating-organisations-da");
  await page.getByRole("link", { name: "Tilføj en organisation" }).click();
  await page.getByRole("heading", { name: "Ny organisation" }).waitFor();
  await page.getByLabel("CVR-nummer").fill("29 18 96 68");
  await page.getByText("Der er allerede en organisation med det nummer").waitFor();
  await page.getByLabel("CVR-nummer").fill("123");
  await page.getByLabel("Slags").selectOption("ASSOCIATION");
  await page.getByLabel("Navn").fill(NAME);
  for (const member of ["Randers", "Syddjurs"]) {
    await page.getByLabel("Find et medlem").fill(member);
    await page.getByRole("option", { name: new RegExp(`${member} Kommune`) }).click();
  }
  await page.getByRole("button", { name: "Fjern Syddjurs Kommune" }).waitFor();
  await page.getByRole("button", { name: `Gem ${NAME}` }).click();
  await page.locator(".refused").waitFor();
  await isSound(signe, "an organisation that was refused");
  await picture(signe, "operating-refused-da");
  await page.reload();
  expect(await page.getByLabel("Navn").inputValue(), "nothing that is typed is lost").toBe(NAME);
  await page.getByLabel("CVR-nummer").fill(CVR);
  await page.getByRole("button", { name: `Gem ${NAME}` }).click();
  await page.getByText(`${NAME} er gemt.`).waitFor();
  await page.getByRole("row", { name: new RegExp(`${NAME}.*${CVR}`) }).waitFor();
});

it("its people are let in by a provider that the operator adds for it", async () => {
  const { page } = signe;
  const provider = await startProvider({ sub: "bo", name: "Bo Første", email: "bo@ny.example" });
  await page.goto(`/drift/organisationer/${CVR}`).catch(() => {});
  const link = page.getByRole("link", { name: "Tilføj en login-udbyder" });
  // What was saved is among all others within a minute; this page has been loaded anew.
  const isThere = async () => {
    await page.reload();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
    return link.count();
  };
  await expect.poll(isThere, { timeout: 90_000, interval: 5000 }).toBe(1);
  await isSound(signe, "an organisation to edit");
  await link.click();
  await page.getByRole("heading", { name: `Login-udbyder til ${NAME}` }).waitFor();
  expect(await page.getByLabel("Navn på login-siden").inputValue()).toBe(NAME);
  await isSound(signe, "a provider for another organisation");
  await page.getByLabel("Udsteder").fill(provider.issuer);
  await page.getByLabel("Klient-id").fill(provider.clientId);
  await page.getByLabel("Klienthemmelighed").fill(provider.clientSecret);
  await page.getByRole("button", { name: `Gem ${NAME}` }).click();
  await page.getByText(`Udbyderen er gemt hos ${NAME}.`).waitFor();
  const bo = await visit();
  await bo.page.goto("/sign-in?return=/profil");
  await bo.page.getByRole("link", { name: NAME }).click();
  await bo.page.getByText("Bo Første").first().waitFor();
  await bo.page.getByRole("link", { name: NAME }).first().waitFor();
  await bo.page.goto("/profil");
  await bo.page.getByRole("button", { name: "Log ud alle steder" }).click();
  const sure = bo.page.getByRole("dialog").getByRole("button", { name: "Log ud alle steder" });
  await sure.click();
  const there = bo.page.getByRole("link", { name: `Log også ud hos ${NAME}` });
  expect(await there.getAttribute("href")).toContain(`${provider.issuer}/out?client_id=`);
  await isSound(bo, "signed out everywhere, and where to sign out too");
  await picture(bo, "signed-out-there-da");
  await bo.close();
  await provider.close();
  await page.getByText("Tændt", { exact: true }).waitFor();
  await isSound(signe, "the providers of an organisation");
  await picture(signe, "operating-organisation-logins-da");
  await page.getByRole("link", { name: NAME, exact: true }).last().click();
  await page.getByRole("heading", { name: `Login-udbyder til ${NAME}` }).waitFor();
  expect(await page.getByLabel("Udsteder").inputValue()).toBe(provider.issuer);
  await page.getByRole("checkbox", { name: "Folk kan logge ind her" }).uncheck();
  await page.getByRole("button", { name: `Gem ${NAME}` }).click();
  await page.getByText("Slukket", { exact: true }).waitFor();
});

it("everybody finds the organisation, and its members", async () => {
  const reader = await visit({ language: "en" });
  await reader.page.goto(`/organisationer?q=${CVR}`);
  await reader.page.getByRole("link", { name: NAME }).click();
  await reader.page.getByRole("link", { name: "Randers Kommune" }).waitFor();
  await reader.close();
});

it("an organisation ends with a successor, and what is left to do is said", async () => {
  const english = await visit({ language: "en" });
  const { page } = english;
  await signIn(english, "Signe Mosebjerg", `/drift/organisationer/${CVR}`);
  await page.getByLabel("Successor").fill("Kolding");
  await page.getByRole("option", { name: /Kolding Kommune/ }).click();
  await page.getByText("Only an organisation with a last day has a successor.").waitFor();
  await isSound(english, "a successor without an end, in English");
  await page.getByLabel("Last day").fill("2026-10-31");
  await page.getByText(`genvej handover ${CVR}`).waitFor();
  await page.getByRole("button", { name: `Save ${NAME}` }).click();
  const row = page.getByRole("row", { name: new RegExp(NAME) });
  await row.getByText("becomes Kolding Kommune").waitFor();
  await row.getByRole("link").click();
  await page.getByRole("button", { name: "Remove Kolding Kommune" }).waitFor();
  for (const path of ["", "/organisationer", `/organisationer/${CVR}`, "/kommandoer"]) {
    await page.setViewportSize({ width: 320, height: 800 });
    await page.goto(`/drift${path}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
    await isSound(english, `/drift${path} at 320 pixels in English`);
  }
  await page.goto("/drift/organisationer/00000000");
  await page.getByText("There is no such organisation").waitFor();
  await english.close();
});

it("others do not find the pages, and read whom they are for", async () => {
  const hanne = await visit();
  await hanne.page.goto("/drift");
  await hanne.page.getByRole("heading", { name: "Log ind for at fortsætte" }).waitFor();
  await signIn(hanne, "Hanne Lyngsø", "/drift");
  await hanne.page.getByText("med rollen driftsansvarlig").waitFor();
  const menu = hanne.page.getByRole("navigation", { name: "Hovedmenu" });
  expect(await menu.getByRole("link", { name: "Drift" }).count()).toBe(0);
  for (const path of ["/drift/organisationer", `/drift/organisationer/${CVR}/login`]) {
    await hanne.page.goto(path);
    await hanne.page.getByText("med rollen driftsansvarlig").waitFor();
  }
  await isSound(hanne, "operation, to one who may not");
  await hanne.close();
});
