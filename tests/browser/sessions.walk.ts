import { afterEach, expect, it } from "vitest";
import { isSound, picture, signIn, type Visitor, visit } from "./browser.ts";
import { tabTo } from "./keys.ts";

const visitors: Visitor[] = [];
afterEach(async () => {
  for (const one of visitors.splice(0)) await one.close();
});

async function arrive(name: string, path = "/", wishes = {}): Promise<Visitor> {
  const visitor = await visit(wishes);
  visitors.push(visitor);
  await signIn(visitor, name, path);
  return visitor;
}

/** Whether the browser is signed in no more, by the time that it is looked at. */
async function isOut({ page }: Visitor): Promise<boolean> {
  await page.goto("/profil");
  const asked = "Log ind for at fortsætte";
  const either = page.getByRole("heading", { name: new RegExp(`^(${asked}|Her er du logget ind)$`) });
  await either.first().waitFor();
  return (await page.getByRole("heading", { name: asked }).count()) > 0;
}

it("one ends the session of another browser by keyboard, and stays signed in oneself", async () => {
  // Other walks leave browsers signed in.
  const before = await arrive("Mogens Rugholt");
  await before.page.evaluate(async () => {
    await fetch("/graphql", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: "mutation { signOutEverywhere { ended } }" }),
    });
  });
  const other = await arrive("Mogens Rugholt");
  const own = await arrive("Mogens Rugholt", "/profil");
  const { page } = own;
  await page.getByRole("heading", { name: "Her er du logget ind" }).waitFor();
  await page.getByText("Den her browser").waitFor();
  await expect.poll(() => page.getByRole("row").count()).toBe(3);
  await isSound(own, "own sessions in Danish");
  await picture(own, "sessions-da");
  await tabTo(page, "Log ud Chrome");
  await page.keyboard.press("Enter");
  await page.getByText("Browseren bliver logget ud inden for få sekunder").waitFor();
  await expect.poll(() => page.getByRole("row").count()).toBe(2);
  await expect.poll(() => isOut(other), { timeout: 60_000, interval: 2000 }).toBe(true);
  expect(await isOut(own)).toBe(false);
});

it("one signs out everywhere, and is told so", async () => {
  const other = await arrive("Mogens Rugholt");
  const own = await arrive("Mogens Rugholt", "/profil");
  const { page } = own;
  await page.getByRole("button", { name: "Log ud alle steder" }).click();
  await page.getByRole("heading", { name: "Log ud alle steder?" }).waitFor();
  await isSound(own, "before signing out everywhere");
  await page.getByRole("button", { name: "Fortryd" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Log ud alle steder" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Log ud alle steder" }).click();
  await page.getByRole("heading", { name: "Du er logget ud alle steder" }).waitFor();
  await page.getByRole("link", { name: "Log ind igen" }).waitFor();
  expect(await page.getByRole("link", { name: /Mogens Rugholt/ }).count()).toBe(0);
  await isSound(own, "signed out everywhere");
  await picture(own, "signed-out-da");
  await expect.poll(() => isOut(other), { timeout: 60_000, interval: 2000 }).toBe(true);
  expect(await isOut(own)).toBe(true);
});

it("own sessions are read in English on a phone", async () => {
  const own = await arrive("Mogens Rugholt", "/profil", { language: "en" });
  const { page } = own;
  await page.setViewportSize({ width: 320, height: 800 });
  await page.getByRole("heading", { name: "Where you are signed in" }).waitFor();
  await page.getByText("This browser", { exact: true }).waitFor();
  await isSound(own, "own sessions in English at 320 pixels");
  await picture(own, "sessions-en-320");
});
