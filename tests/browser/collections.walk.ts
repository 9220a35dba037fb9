import { afterAll, beforeAll, expect, it } from "vitest";
import { isSound, picture, signIn, type Visitor, visit } from "./browser.ts";
import { fresh, makeCase } from "./making.ts";

// A shared collection from its beginning to its end: each test goes on where the one before ended.

const TITLE = fresh("Fakturaer på tværs");
const THEIRS = fresh("Syddjurs læser fakturaer");
const OURS = fresh("Randers godkender fakturaer");
let birthe: Visitor;
let mogens: Visitor;
let address = "";
let theirs = "";

beforeAll(async () => {
  [birthe, mogens] = [await visit(), await visit({ language: "en" })];
  await signIn(birthe, "Birthe Vestergreen");
  await signIn(mogens, "Mogens Rugholt");
  await makeCase(birthe, OURS);
  theirs = await makeCase(mogens, THEIRS);
});
afterAll(async () => {
  for (const visitor of [birthe, mogens]) await visitor?.close();
});

it("a superuser makes a shared collection, and loses nothing by closing the tab", async () => {
  const { page } = birthe;
  await page.goto("/paraplyer?egne=ja");
  await page.getByRole("heading", { name: "Paraplyer", level: 1 }).waitFor();
  await isSound(birthe, "one's own collections");
  await page.getByRole("link", { name: "Opret en paraply" }).first().click();
  await page.getByRole("radio", { name: /^Fælles/ }).check({ force: true });
  await page.getByLabel("Titel").fill(TITLE);
  await page.goto("about:blank");
  await page.goto("/paraplyer/ny");
  await page.getByText("Din kladde er hentet frem").waitFor();
  expect(await page.getByLabel("Titel").inputValue()).toBe(TITLE);
  await page.getByRole("button", { name: "Opret en paraply" }).click();
  await page.getByText("Resumé skal udfyldes.").first().waitFor();
  await isSound(birthe, "a collection that was refused");
  await page.getByLabel("Resumé").fill("Alt, der læser og godkender fakturaer.");
  await page.getByLabel("Beskrivelse").fill("Vi samler det i **hele** regionen.");
  await page.getByRole("button", { name: "Opret en paraply" }).click();
  await page.getByRole("heading", { name: TITLE, level: 1 }).waitFor();
  await page.getByText("Der er ingen løsninger").waitFor();
  address = new URL(page.url()).pathname;
  expect(await page.locator(".rich-text strong").textContent()).toBe("hele");
  await isSound(birthe, "an empty collection");
});

it("a case of one's own goes in at once, and the owners of another are asked", async () => {
  const { page } = birthe;
  let asked = 0;
  page.on("request", (request) => {
    if (request.postData()?.includes("query FindCases")) asked += 1;
  });
  const put = async (title: string) => {
    asked = 0;
    await page.getByRole("button", { name: "Læg en løsning i" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Løsning", { exact: true }).pressSequentially(title);
    await page.getByRole("option", { name: new RegExp(title) }).click();
    expect(asked, "questions at a pause, not at each letter").toBeLessThan(6);
    await isSound(birthe, "the dialog to put a case in");
    await dialog.getByRole("button", { name: "Læg en løsning i" }).click();
  };
  await put(OURS);
  await page.getByText(`${OURS} er lagt i paraplyen.`).waitFor();
  await page.getByRole("article").getByRole("link", { name: OURS }).waitFor();
  await put(THEIRS);
  await page.getByText(`Ejerne af ${THEIRS} er spurgt.`).waitFor();
  await page.getByRole("heading", { name: "Venter på samtykke" }).waitFor();
  await isSound(birthe, "a collection that waits for consent");
  await picture(birthe, "collection-da");
});

it("who is asked answers in the inbox, and then both have their case there", async () => {
  const { page } = mogens;
  await page.goto("/indbakke");
  const point = page.locator(".waiting").filter({ hasText: THEIRS });
  await point.getByText("Randers Kommune would like to have the case").waitFor();
  await isSound(mogens, "an inbox that is asked for consent");
  await point.getByRole("button", { name: "Accept" }).click();
  await page.getByText("The case is now in the collection.").waitFor();
  await point.waitFor({ state: "detached" });
  await birthe.page.reload();
  await birthe.page.getByText("2 løsninger").waitFor();
  await birthe.page.getByLabel("Rækkefølge").selectOption("CHANGED_AT");
  await birthe.page.getByRole("article").getByRole("link", { name: THEIRS }).waitFor();
});

it("it is shared with all members, and another organisation comes to own it too", async () => {
  const { page } = birthe;
  await page.getByRole("link", { name: "Redigér" }).click();
  await page.getByRole("radio", { name: /^Alle, der er/ }).check({ force: true });
  await page.getByRole("button", { name: /^Skift/ }).click();
  await page.getByText("Delingen er ændret").waitFor();
  await isSound(birthe, "the form of a collection");
  await page.goto(address);
  await page.getByRole("button", { name: "Invitér en medejer" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Organisation").pressSequentially("Syddj");
  await page.getByRole("option", { name: /Syddjurs/ }).click();
  await dialog.getByRole("button", { name: "Invitér Syddjurs Kommune" }).click();
  await page.getByText("inviteret, ikke svaret").waitFor();
  await mogens.page.goto("/paraplyer");
  await mogens.page.getByRole("link", { name: TITLE }).click();
  await mogens.page.getByText("Your organisation is invited to own this collection").waitFor();
  await isSound(mogens, "a collection that one is invited to own, in English");
  await mogens.page.getByRole("button", { name: "Accept" }).click();
  await mogens.page.getByText("Your organisation now owns it.").waitFor();
  await mogens.page.setViewportSize({ width: 320, height: 800 });
  await isSound(mogens, "a collection at 320 pixels");
  await picture(mogens, "collection-en-320");
  await mogens.page.goto("/paraplyer");
  await mogens.page.getByRole("link", { name: TITLE }).waitFor();
  await isSound(mogens, "the collections at 320 pixels");
  await picture(mogens, "collections-en-320");
});

it("a case tells which collections it is in, and can be put into one from there", async () => {
  const { page } = mogens;
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(theirs);
  await page.getByRole("link", { name: TITLE }).waitFor();
  await page.goto(await makeCase(mogens, fresh("En til fakturaer")));
  await page.getByRole("button", { name: "Put in a collection" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Collection").selectOption({ label: TITLE });
  await isSound(mogens, "the dialog to put a case into a collection");
  await dialog.getByRole("button", { name: "Put a case in" }).click();
  await page.getByRole("link", { name: TITLE }).waitFor();
});

it("a case is taken out, and in the end the collection is dissolved", async () => {
  const { page } = birthe;
  await page.reload();
  await page.getByText("3 løsninger").waitFor();
  await page.getByRole("button", { name: `Tag ud ${OURS}` }).click();
  await page.getByText("2 løsninger").waitFor();
  await page.getByRole("button", { name: "Opløs paraplyen" }).click();
  await isSound(birthe, "the dialog to dissolve a collection");
  await page.getByRole("dialog").getByRole("button", { name: "Opløs paraplyen" }).click();
  await page.getByText("Paraplyen er opløst").waitFor();
  await page.goto(address);
  await page.getByRole("heading", { name: "Paraplyen findes ikke" }).waitFor();
  await isSound(birthe, "a collection that is not there");
});
