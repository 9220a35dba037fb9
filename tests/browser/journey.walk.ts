import { afterAll, beforeAll, expect, it } from "vitest";
import { isSound, picture, signIn, type Visitor, visit } from "./browser.ts";

// The main job, from one end to the other: each test goes on where the one before it ended.

// A product that runs already may have the case of an earlier walk.
const TITLE = `Godkendelse af fakturaer${process.env.GENVEJ_URL ? ` ${Date.now() % 100_000}` : ""}`;
let karen: Visitor;
let jonas: Visitor;
let peder: Visitor;
let address = "";

beforeAll(async () => {
  [karen, jonas, peder] = [await visit(), await visit(), await visit({ language: "en" })];
  await signIn(karen, "Karen Holmgaard");
  await signIn(jonas, "Jonas Elkjær");
  await signIn(peder, "Peder Stenlund");
});
afterAll(async () => {
  for (const visitor of [karen, jonas, peder]) await visitor?.close();
});

it("a consultant registers a case in the short form, and loses nothing by closing the tab", async () => {
  const { page } = karen;
  await page.getByRole("navigation").getByRole("link", { name: "Del en løsning" }).click();
  await page.getByLabel("Titel").fill(TITLE);
  await page.getByLabel("Resumé").fill("En robot godkender fakturaer, der stemmer med ordren.");
  await isSound(karen, "the short form");
  await page.goto("about:blank");
  await page.goto("/loesninger/ny");
  await page.getByText("Din kladde er hentet frem").waitFor();
  expect(await page.getByLabel("Titel").inputValue()).toBe(TITLE);
  await page.getByLabel("Udfordring").fill("Medarbejdere godkender **4.000** fakturaer i hånden.");
  await page.getByLabel("Fase").selectOption("OPERATION");
  await page.getByText("Fasen kræver, at dette er udfyldt").waitFor();
  await page.getByLabel("Teknologier").fill("UiPath");
  await page.getByLabel("Kørselsplan").selectOption("DAILY");
  await page.getByLabel("Antal gange om året").fill("4.000");
  await page.getByLabel("Minutter pr. gang").fill("12");
  await page.getByLabel(/Forventet automatiseringsgrad/).fill("70");
  await page.getByText("560 timer forventes frigjort").waitFor();
  await page.getByLabel("Kontaktens rolle").fill("Digitaliseringsteamet");
  await page.getByText("Alt, fasen kræver, er udfyldt").waitFor();
  await isSound(karen, "the short form, filled in");
  await picture(karen, "register-da");
  await page.getByRole("button", { name: "Opret løsningen" }).click();
  await page.getByRole("heading", { name: TITLE }).waitFor();
  address = new URL(page.url()).pathname;
  await page.getByText("I drift", { exact: false }).first().waitFor();
  await page.getByText("560 timer om året").waitFor();
});

it("what a phase or the form lacks is said in the server's words, at the fields", async () => {
  const { page } = karen;
  await page.goto(`${address}/rediger/basics`);
  await page.getByLabel("Titel").fill("");
  await page.getByRole("button", { name: "Gem" }).click();
  await page.getByText("Titel skal udfyldes.").first().waitFor();
  await isSound(karen, "a section that was refused");
  await picture(karen, "edit-refused");
  await page.getByRole("button", { name: "Kassér kladden" }).or(page.getByLabel("Titel")).first().waitFor();
  await page.getByLabel("Titel").fill(TITLE);
  await page.getByRole("button", { name: "Gem" }).click();
  await page.getByText("Afsnittet er gemt").waitFor();
});

it("two who edit the same section lose nothing", async () => {
  const { page } = karen;
  await page.goto(`${address}/rediger/spread`);
  await page.getByLabel("Råd om genbrug").waitFor();
  const other = await karen.context.newPage();
  await other.goto(`${address}/rediger/spread`);
  await other.getByLabel("Råd om genbrug").fill("Spørg økonomi først");
  await other.evaluate(() => localStorage.clear());
  await other.getByRole("button", { name: "Gem" }).click();
  await other.getByText("Afsnittet er gemt").waitFor();
  await other.close();
  await page.getByLabel("Det skal tilpasses").fill("Kontoplanen");
  await page.getByRole("button", { name: "Gem" }).click();
  await page.getByText("Andre har ændret afsnittet imens").waitFor();
  expect(await page.getByLabel("Råd om genbrug").inputValue()).toBe("Spørg økonomi først");
  expect(await page.getByLabel("Det skal tilpasses").inputValue()).toBe("Kontoplanen");
  await isSound(karen, "a conflict");
  await picture(karen, "conflict-da");
  await page.getByRole("button", { name: "Gem" }).click();
  await page.getByText("Afsnittet er gemt").waitFor();
  await page.getByText("Spørg økonomi først").first().waitFor();
});

it("she shares it with all who are signed in", async () => {
  const { page } = karen;
  await page.goto(`${address}/rediger`);
  await page.getByLabel(/Alle, der er logget ind/).check({ force: true });
  await isSound(karen, "the page to edit a case");
  await picture(karen, "edit-da");
  await page.getByRole("button", { name: "Skift Hvem må se løsningen?" }).click();
  await page.getByText("Delingen er ændret").waitFor();
  // Others find it by the time that she does: her own reads wait for what she has written.
  await page.goto("/loesninger?q=faktura");
  await page.getByRole("link", { name: TITLE }).first().waitFor();
});

it("a colleague elsewhere finds it, comments, asks, and reuses it", async () => {
  const { page } = jonas;
  await page.goto("/loesninger");
  await page.getByLabel("Søg i løsninger").pressSequentially("faktura");
  await page.locator("mark").first().waitFor();
  await page.getByRole("link", { name: TITLE }).click();
  await page.getByLabel("Skriv en kommentar").fill("Hvad koster den i drift?");
  await page.getByRole("button", { name: "Send kommentar" }).click();
  await page.getByText("Kommentaren er sendt").waitFor();
  await page.getByRole("button", { name: "Spørg ejerne" }).click();
  await isSound(jonas, "the dialog to ask");
  await page.getByLabel("Emne").fill("Prisme");
  await page.getByLabel("Dit spørgsmål").fill("Virker den med Prisme?");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByText("Henvendelsen er sendt").waitFor();
  await page.getByRole("button", { name: "Meld en fejl" }).click();
  await page.getByLabel("Hvad er forkert?").fill("Beløbsgrænsen er 5.000 kr.");
  await isSound(jonas, "the dialog to report an error");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByText("Fejlen er meldt til ejerne").waitFor();
  await page.getByRole("button", { name: "Genbrug løsningen" }).click();
  await page.getByText("Vi bruger den", { exact: true }).click();
  await isSound(jonas, "the dialog to reuse");
  await picture(jonas, "reuse-da");
  await page.getByRole("button", { name: "Opret genbrug" }).click();
  await page.getByText("Jeres løsning er oprettet").waitFor();
  await page.getByRole("button", { name: "Tilføj gevinst" }).click();
  await page.getByLabel("Hvad der tælles").fill("Frigjorte timer");
  await page.getByLabel("Forventet", { exact: true }).fill("400");
  await page.getByRole("button", { name: "Gem" }).click();
  await page.getByText("Gevinsten er tilføjet").waitFor();
  await page.getByRole("button", { name: /^Registrér måling/ }).click();
  await page.getByLabel(/Målt værdi/).fill("410,5");
  await page.getByLabel("Fra dato").fill("2026-01-01");
  await page.getByLabel("Til dato").fill("2026-12-31");
  await isSound(jonas, "the dialog to measure");
  await page.getByRole("button", { name: "Gem" }).click();
  await page.getByText("Målingen er registreret").waitFor();
  await page.getByText("410,5 timer").first().waitFor();
  await isSound(jonas, "a case with gains");
  await picture(jonas, "case-own-da");
});

it("both sides see it: who reuses, what came of it, and word in the inbox", async () => {
  const { page } = karen;
  await page.goto(address);
  await page.getByText("1 løsning bygger på denne").waitFor();
  await page.getByRole("img", { name: /Billede af, hvordan 2 løsninger/ }).waitFor();
  await isSound(karen, "a case that is reused");
  await page.getByText("Målt: 410,5 timer om året").waitFor();
  await page.goto("/indbakke");
  await page.getByText("Kommentar", { exact: true }).first().waitFor();
  const enquiry = page.locator("details").filter({ hasText: "Prisme" }).first();
  await enquiry.locator("summary").click();
  await enquiry.getByLabel("Dit svar").fill("Ja, siden 2024.");
  await enquiry.getByRole("button", { name: "Svar", exact: true }).click();
  await page.getByText("Henvendelsen er sendt").waitFor();
  const report = page.locator("details").filter({ hasText: "meldt af Syddjurs" }).first();
  await report.locator("summary").click();
  await report.getByLabel("Jeres svar").fill("Tak, det er rettet.");
  await report.getByRole("button", { name: "Svar, og afslut" }).click();
  await page.getByText("Fejlmeldingen er besvaret").waitFor();
  await isSound(karen, "the inbox");
  await picture(karen, "inbox-da");
  await page.goto("/min-organisation");
  await page.getByRole("heading", { name: "Randers Kommune", level: 1 }).waitFor();
  await page.getByRole("link", { name: TITLE }).first().waitFor();
  await isSound(karen, "the portfolio as a list");
  await picture(karen, "portfolio-da");
  await page.getByRole("button", { name: "Tavle" }).click();
  await isSound(karen, "the portfolio as a board");
  await picture(karen, "board-da");
  await page.setViewportSize({ width: 320, height: 800 });
  await isSound(karen, "the board at 320 pixels");
  await page.setViewportSize({ width: 1280, height: 900 });
});

it("a coordinator counts, in English, and a figure leads to its cases", async () => {
  const { page } = peder;
  await page.goto("/statistik");
  await page.getByRole("columnheader", { name: "Measured hours/year" }).waitFor();
  await isSound(peder, "the statistics in English");
  await page.getByLabel("Show as bars").selectOption("expectedHours");
  await page.getByRole("img", { name: /Expected hours/ }).waitFor();
  await picture(peder, "statistics-en");
  const row = page.getByRole("row", { name: /Operation/ });
  await row.getByRole("link").first().click();
  await page.getByRole("button", { name: /^Remove Counted/ }).waitFor();
  await page.goto("/statistik?dato=2020-01-01");
  await page.getByRole("heading", { name: "There is nothing to count" }).waitFor();
  await isSound(peder, "statistics of a day before everything");
  await page.setViewportSize({ width: 320, height: 800 });
  await page.goto("/statistik?efter=ORGANISATION&og=PHASE");
  await page.getByRole("columnheader", { name: "Organisation", exact: true }).waitFor();
  await isSound(peder, "the statistics at 320 pixels");
});

it("a stranger does not see what is for members, and is asked to sign in where that is needed", async () => {
  const stranger = await visit();
  await stranger.page.goto(address);
  await stranger.page.getByRole("heading", { name: "Løsningen findes ikke" }).waitFor();
  for (const path of ["/indbakke", "/min-organisation", "/loesninger/ny", `${address}/rediger`]) {
    await stranger.page.goto(path);
    await stranger.page.getByRole("heading", { name: "Log ind for at fortsætte" }).waitFor();
    await isSound(stranger, `${path}, signed out`);
  }
  await stranger.close();
});
