import { afterEach, expect, it } from "vitest";
import { isSound, picture, signIn, type Visitor, visit } from "./browser.ts";
import { write } from "./making.ts";

let visitor: Visitor;
afterEach(() => visitor.close());

const NARROW = { width: 320, height: 800 };
const WIDE = { width: 1280, height: 900 };

it("a superuser says what the organisation uses and whom to ask, and others read it", async () => {
  visitor = await visit();
  const { page } = visitor;
  await signIn(visitor, "Birthe Vestergreen");
  await write(visitor, "changeStatisticsConsent", "ChangeStatisticsConsentInput", { counted: false });
  await page.goto("/min-organisation/profil");
  await page.getByLabel("Teknologier, I bruger").fill("UiPath\nPower Automate");
  await page.getByLabel("Indbyggere", { exact: true }).fill("98.000");
  await page.goto("about:blank");
  await page.goto("/min-organisation/profil");
  await page.getByLabel("Teknologier, I bruger").waitFor();
  expect(await page.getByLabel("Teknologier, I bruger").inputValue()).toContain("Power Automate");
  await isSound(visitor, "the profile as a form");
  await picture(visitor, "own-profile-da");
  await page.getByRole("button", { name: "Gem Profil" }).click();
  await page.getByText("Profilen er gemt").waitFor();
  await page.getByLabel("Fælles postkasse").fill("ikke en adresse");
  await page.getByRole("button", { name: "Gem Fælles kontakt" }).click();
  await page.locator(".refused").first().waitFor();
  await isSound(visitor, "a contact that was refused");
  await page.getByLabel("Funktion eller enhed").fill("Automatisering");
  await page.getByLabel("Fælles postkasse").fill("automatisering@randers.example");
  await page.getByRole("button", { name: "Gem Fælles kontakt" }).click();
  await page.getByText("Kontakten er gemt").waitFor();
  const consent = page.getByRole("checkbox", { name: /Koordinatorer må tælle/ });
  await consent.click();
  await page.getByText("Jeres løsninger tælles med").waitFor();
  await consent.click();
  await page.getByText("tælles ikke med").last().waitFor();
  await page.setViewportSize(NARROW);
  await isSound(visitor, "the profile at 320 pixels");
  await page.setViewportSize(WIDE);
  await page.getByRole("button", { name: "Log ud" }).click();
  await page.getByRole("link", { name: "Log ind" }).waitFor();
  await signIn(visitor, "Jonas Elkjær", "/organisationer/29189668");
  await page.getByText("automatisering@randers.example").waitFor();
  await page.getByRole("link", { name: "Power Automate" }).waitFor();
  await page.getByRole("button", { name: "Følg organisationen" }).click();
  await page.getByText("Du får besked i indbakken").waitFor();
  await page.getByRole("button", { name: "Du følger organisationen" }).click();
  await page.getByText("Du følger dem ikke længere").waitFor();
  await isSound(visitor, "an organisation, signed in");
  await picture(visitor, "organisation-da");
});

it("organisations are found by name, signed out", async () => {
  visitor = await visit();
  const { page } = visitor;
  await page.goto("/organisationer");
  await page.getByRole("link", { name: "Randers Kommune" }).waitFor();
  await isSound(visitor, "the directory in Danish");
  await picture(visitor, "organisations-da");
  await page.getByLabel("Navn eller CVR-nummer").pressSequentially("djurs");
  await page.getByText("2 organisationer").waitFor();
  await page.getByRole("link", { name: "Syddjurs Kommune" }).click();
  await page.getByText("Log ind for at se, hvem du kan spørge").waitFor();
  await isSound(visitor, "an organisation, signed out");
});

it("a narrowed directory is found again by its address, in English on a phone", async () => {
  visitor = await visit({ language: "en", width: 320 });
  const { page } = visitor;
  await page.goto("/organisationer?region=NORDJYLLAND&slags=MUNICIPALITY");
  await page.getByText("11 organisations").waitFor();
  await isSound(visitor, "the directory in English at 320 pixels");
  for (const number of ["00000000", "xyz"]) {
    await page.goto(`/organisationer/${number}`);
    await page.getByRole("heading", { name: "There is no such organisation" }).waitFor();
  }
});

it("the management report is read and printed, in both languages", async () => {
  visitor = await visit();
  const { page } = visitor;
  await signIn(visitor, "Karen Holmgaard", "/min-organisation/rapport");
  await page.getByRole("heading", { name: "Nøgletal" }).waitFor();
  await isSound(visitor, "the report in Danish");
  await picture(visitor, "report-da");
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "Excel" }).click();
  expect((await coming).suggestedFilename()).toMatch(/\.xlsx$/);
  await page.evaluate(() => document.fonts.ready.then(() => {}));
  const printed = (await page.pdf({ format: "A4" })).toString("latin1");
  expect(printed.match(/\/Type\s*\/Page[^s]/g)?.length).toBeLessThanOrEqual(3);
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("heading", { name: "Key figures" }).waitFor();
  await page.setViewportSize(NARROW);
  await isSound(visitor, "the report in English at 320 pixels");
  await picture(visitor, "report-en-320");
});

it("a profile of one's own says what one may do and is told of", async () => {
  visitor = await visit();
  const { page } = visitor;
  await signIn(visitor, "Peder Stenlund", "/");
  await page.getByRole("link", { name: /Peder Stenlund/ }).click();
  await page.getByRole("heading", { name: "Din profil" }).waitFor();
  await page.getByText("Koordinator", { exact: true }).waitFor();
  await isSound(visitor, "one's profile in Danish");
  await picture(visitor, "profile-da");
  await page.getByLabel("Følg et fagområde").selectOption({ index: 1 });
  await page.getByRole("button", { name: /^Følg ikke/ }).first().click();
  await page.getByText("Det er gemt").first().waitFor();
  await page.getByText("English", { exact: true }).last().click();
  await page.getByRole("heading", { name: "Your profile" }).waitFor();
  await page.setViewportSize(NARROW);
  await isSound(visitor, "one's profile in English at 320 pixels");
});
