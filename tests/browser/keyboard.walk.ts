import { afterEach, expect, it } from "vitest";
import { signIn, type Visitor, visit } from "./browser.ts";
import { dialogHasFocus, tabTo } from "./keys.ts";
import { fresh, makeCase } from "./making.ts";

let visitor: Visitor;
afterEach(() => visitor.close());

it("one registers a case by the keyboard alone", async () => {
  visitor = await visit();
  const { page } = visitor;
  await signIn(visitor, "Karen Holmgaard");
  await page.getByRole("heading", { name: "Nyt i Genvej" }).waitFor();
  await tabTo(page, "Del en løsning");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Del en løsning", level: 1 }).waitFor();
  // The new page's heading has the focus a moment after it is there.
  await page.waitForFunction(() => document.activeElement?.tagName === "H1");
  await tabTo(page, "Titel");
  await page.keyboard.type("Journalisering af mails");
  await tabTo(page, "Resumé");
  await page.keyboard.type("En robot lægger mails på sagen.");
  await tabTo(page, "Opret løsningen");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Journalisering af mails" }).waitFor();
});

it("a dialog takes the focus, keeps it, and gives it back when it is closed", async () => {
  visitor = await visit();
  const { page } = visitor;
  await signIn(visitor, "Karen Holmgaard", "/loesninger?q=Klimastenen");
  await page.locator("mark").first().waitFor();
  await tabTo(page, "Klimastenen");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Kort fortalt" }).waitFor();
  await tabTo(page, "Spørg ejerne");
  await page.keyboard.press("Enter");
  await dialogHasFocus(page);
  for (let presses = 0; presses < 8; presses += 1) await page.keyboard.press("Tab");
  const inside = () => page.evaluate(() => !!document.activeElement?.closest("[role=dialog]"));
  expect(await inside()).toBe(true);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  // The focus goes back in the next frame.
  await page.waitForFunction(() => document.activeElement?.textContent === "Spørg ejerne");
});

it("one looks after a case by the keyboard alone: people, files, collections and history", async () => {
  visitor = await visit();
  const { page } = visitor;
  await signIn(visitor, "Birthe Vestergreen");
  const address = await makeCase(visitor, fresh("Kun med tastatur"));
  await page.goto(address);
  await page.getByRole("heading", { name: "Kort fortalt" }).waitFor();
  await tabTo(page, "Ejere og personer");
  await page.keyboard.press("Enter");
  await tabTo(page, "Sæt en person på");
  await page.keyboard.press("Enter");
  await dialogHasFocus(page);
  await tabTo(page, "Kollega");
  await page.keyboard.type("Karen");
  await page.getByRole("option", { name: /Karen Holmgaard/ }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await tabTo(page, "Sæt Karen Holmgaard på");
  await page.keyboard.press("Enter");
  await page.getByText("Karen Holmgaard er sat på løsningen.").waitFor();
  await page.waitForFunction(() => document.activeElement?.textContent === "Sæt en person på");
  await tabTo(page, "Læg i en paraply");
  await page.keyboard.press("Enter");
  await dialogHasFocus(page);
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.activeElement?.textContent === "Læg i en paraply");
  await tabTo(page, "Vis historik");
  await page.keyboard.press("Enter");
  await page.getByText("Sammenlign to versioner").waitFor();
  await tabTo(page, "Sammenlign to versioner");
  await page.keyboard.press("Enter");
  await page.getByLabel("Fra version").waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Kort fortalt" }).waitFor();
  await tabTo(page, "Vælg filer");
  const chooser = page.waitForEvent("filechooser");
  await page.keyboard.press("Enter");
  await chooser;
});

it("an administrator gives and takes a role, and looks before locking out, by the keyboard alone", async () => {
  visitor = await visit();
  const { page } = visitor;
  await signIn(visitor, "Birthe Vestergreen");
  await page.getByRole("button", { name: "Log ud" }).click();
  await page.getByRole("link", { name: "Log ind" }).waitFor();
  await signIn(visitor, "Hanne Lyngsø", "/min-organisation");
  const hasFocus = (words: string) =>
    page.waitForFunction((words) => document.activeElement?.textContent === words, words);
  await tabTo(page, "Brugere");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Birthe Vestergreen" }).waitFor();
  await tabTo(page, "Birthe Vestergreen");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Seneste hændelser" }).waitFor();
  await tabTo(page, "Giv en rolle");
  await page.keyboard.press("Enter");
  await dialogHasFocus(page);
  await page.keyboard.press("Escape");
  await hasFocus("Giv en rolle");
  await page.keyboard.press("Enter");
  await dialogHasFocus(page);
  await tabTo(page, "Læser");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.getByText("Rollen er givet.").waitFor();
  await hasFocus("Giv en rolle");
  await page.getByText(/Givet her af Hanne Lyngsø/).waitFor();
  await page.reload();
  await page.getByText(/Givet her af Hanne Lyngsø/).waitFor();
  await tabTo(page, "Fjern rollen");
  await page.keyboard.press("Enter");
  await dialogHasFocus(page);
  await tabTo(page, "Fjern rollen");
  await page.keyboard.press("Enter");
  await page.getByText("Rollen er fjernet.").waitFor();
  // The button that led there is gone, and the focus is not lost with it.
  await hasFocus("Roller");
  await tabTo(page, "Luk ude");
  await page.keyboard.press("Enter");
  await dialogHasFocus(page);
  await page.keyboard.press("Escape");
  await hasFocus("Luk ude");
});
