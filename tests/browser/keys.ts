import type { Page } from "playwright-core";

/** Waits until a dialog that was opened has the focus; before that, Tab goes on in the page behind it. */
export async function dialogHasFocus(page: Page): Promise<void> {
  await page.waitForFunction(() => document.activeElement?.closest("[role=dialog]"));
}

/** Presses Tab until what has the focus is called so, as a person without a mouse does. */
export async function tabTo(page: Page, name: string): Promise<void> {
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
