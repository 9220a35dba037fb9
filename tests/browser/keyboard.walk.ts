import type { Page } from "playwright-core";
import { afterEach, expect, it } from "vitest";
import { signIn, type Visitor, visit } from "./browser.ts";

let visitor: Visitor;
afterEach(() => visitor.close());

/** Presses Tab until what has the focus is called so, as a person without a mouse does. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press("Tab");
    const there = await page.evaluate(() => {
      const element = document.activeElement as HTMLInputElement | null;
      const label = element?.labels?.[0]?.textContent ?? element?.textContent ?? "";
      return label.trim();
    });
    if (there.startsWith(name)) return;
  }
  throw new Error(`the keyboard does not reach «${name}»`);
}

it("one registers a case by the keyboard alone", async () => {
  visitor = await visit();
  const { page } = visitor;
  await signIn(visitor, "Karen Holmgaard");
  await page.getByRole("heading", { name: "Nyt i Genvej" }).waitFor();
  await tabTo(page, "Del en løsning");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Del en løsning", level: 1 }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.tagName), "the new page's heading").toBe(
    "H1",
  );
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
  await page.getByRole("dialog").waitFor();
  for (let presses = 0; presses < 8; presses += 1) await page.keyboard.press("Tab");
  const inside = () => page.evaluate(() => !!document.activeElement?.closest("[role=dialog]"));
  expect(await inside()).toBe(true);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  // The focus goes back in the next frame.
  await page.waitForFunction(() => document.activeElement?.textContent === "Spørg ejerne");
});
