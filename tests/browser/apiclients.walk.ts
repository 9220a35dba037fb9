import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { isSound, picture, signIn, type Visitor, visit } from "./browser.ts";
import { dialogHasFocus, tabTo } from "./keys.ts";
import { fresh } from "./making.ts";

// From a program whose secret is shown once to one that is refused: each test goes on where the one
// before it ended.

const NAME = fresh("Bro til ESDH");
const PAGE = "/min-organisation/programmer";
let hanne: Visitor;
let clientId = "";
let secret = "";

beforeAll(async () => {
  hanne = await visit();
  await hanne.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn(hanne, "Hanne Lyngsø", "/min-organisation");
});
afterAll(() => hanne?.close());

/** Fetches an access token as a program does. Gives the status and the token. */
async function fetchToken(shown = secret): Promise<{ status: number; token: string }> {
  const answer = await fetch(`${inject("url")}/oauth/token`, {
    method: "POST",
    headers: {
      authorization: `Basic ${btoa(`${clientId}:${shown}`)}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: "grant_type=client_credentials",
  });
  const said = await answer.json();
  return { status: answer.status, token: said.access_token ?? "" };
}

/** Asks with a token, for as many cases as it sees. */
async function ask(token: string): Promise<{ status: number; count?: number }> {
  const answer = await fetch(`${inject("url")}/graphql`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ query: "{ cases { totalCount } }" }),
  });
  const said = await answer.json();
  return { status: answer.status, count: said.data?.cases.totalCount };
}

it("an administrator makes a program by the keyboard, and its secret is shown once", async () => {
  const { page } = hanne;
  await tabTo(page, "Programmer");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Programmer", level: 1 }).waitFor();
  await page.getByRole("button", { name: "Lav et program" }).waitFor();
  await isSound(hanne, "the programs of an organisation");
  await tabTo(page, "Lav et program");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("group", { name: "Hvad må programmet?" }).waitFor();
  await dialogHasFocus(page);
  await isSound(hanne, "the dialog to make a program");
  await picture(hanne, "program-make-da");
  await tabTo(page, "Læse løsninger");
  await page.keyboard.press("Space");
  await tabTo(page, "Lav et program");
  await page.keyboard.press("Enter");
  await dialog.getByRole("alert").waitFor();
  await isSound(hanne, "a program that was refused");
  await dialog.getByLabel("Navn").fill(NAME);
  await dialog.getByLabel("Gælder i dage").fill("90");
  await dialog.getByRole("button", { name: "Lav et program" }).click();
  const field = dialog.getByLabel("Hemmelighed", { exact: true });
  await field.waitFor();
  secret = await field.inputValue();
  expect(secret).toMatch(/^gvc_/);
  clientId = await dialog.getByLabel("Klient-id", { exact: true }).inputValue();
  await isSound(hanne, "a secret that is shown once");
  await picture(hanne, "program-secret-da");
  await dialog.getByRole("button", { name: "Kopiér Hemmelighed" }).click();
  await page.getByText("Hemmelighed er kopieret.").waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
});

it("whoever goes away from a secret is asked first whether it is kept", async () => {
  const { page } = hanne;
  const dialog = page.getByRole("dialog");
  await page.keyboard.press("Escape");
  await dialog.getByText("Har du gemt den?").waitFor();
  await isSound(hanne, "a secret that is about to be lost");
  await dialog.getByRole("button", { name: "Bliv her" }).click();
  await page.goBack();
  await dialog.getByText("Har du gemt den?").waitFor();
  await dialog.getByRole("button", { name: "Bliv her" }).click();
  expect(new URL(page.url()).pathname).toBe(PAGE);
  await dialog.getByRole("button", { name: "Jeg har gemt den" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("row", { name: new RegExp(NAME) }).waitFor();
  expect(await page.content()).not.toContain(secret);
  const how = page.getByRole("region", { name: "Sådan kalder et program Genvej" });
  await how.getByText(`curl -u "${clientId}:$GENVEJ_SECRET"`).waitFor();
  await isSound(hanne, "programs, and how they call");
  await picture(hanne, "programs-da");
  await page.setViewportSize({ width: 320, height: 800 });
  await isSound(hanne, "programs at 320 pixels");
  await picture(hanne, "programs-da-320");
  await page.setViewportSize({ width: 1280, height: 900 });
});

it("the program fetches a token and asks with it, and the list says that it was used", async () => {
  const { status, token } = await fetchToken();
  expect(status).toBe(200);
  const { count } = await ask(token);
  expect(count).toBeGreaterThan(0);
  const { page } = hanne;
  const row = page.getByRole("row", { name: new RegExp(NAME) });
  const told = async () => {
    await page.reload();
    return row.innerText();
  };
  await expect.poll(told).not.toContain("Aldrig");
});

it("the secret is rotated, and the old one ends when it was said to", async () => {
  const english = await visit({ language: "en" });
  await signIn(english, "Hanne Lyngsø", PAGE);
  const { page } = english;
  const dialog = page.getByRole("dialog");
  const rotate = async (hours: string) => {
    await page.getByRole("button", { name: `Rotate ${NAME}` }).click();
    await dialog.getByLabel("Hours that the old one still works").fill(hours);
    await dialog.getByRole("button", { name: "Rotate" }).click();
    const field = dialog.getByLabel("Secret", { exact: true });
    await field.waitFor();
    return field.inputValue();
  };
  const first = secret;
  secret = await rotate("24");
  await dialog.getByText(/The old secret .* works until/).waitFor();
  await isSound(english, "a rotated secret in English");
  await dialog.getByRole("button", { name: "I have kept it" }).click();
  expect((await fetchToken(first)).status).toBe(200);
  expect((await fetchToken()).status).toBe(200);
  const second = secret;
  secret = await rotate("0");
  await dialog.getByText("The old secret works no longer.").waitFor();
  await dialog.getByRole("button", { name: "I have kept it" }).click();
  expect((await fetchToken(first)).status).toBe(401);
  expect((await fetchToken(second)).status).toBe(401);
  expect((await fetchToken()).status).toBe(200);
  await picture(english, "programs-en");
  await english.close();
});

it("a program that is revoked is refused, with its tokens", async () => {
  const { page } = hanne;
  const { token } = await fetchToken();
  expect((await ask(token)).status).toBe(200);
  await page.reload();
  await page.getByRole("button", { name: `Træk tilbage ${NAME}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("det kan ikke fortrydes").waitFor();
  await isSound(hanne, "the dialog to revoke a program");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  const asked = `Træk tilbage ${NAME}`;
  await page.waitForFunction((name) => document.activeElement?.textContent === name, asked);
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Træk tilbage" }).click();
  await page.getByText("Programmet er trukket tilbage.").waitFor();
  expect((await fetchToken()).status).toBe(401);
  await expect.poll(() => ask(token).then((one) => one.status), { timeout: 60_000 }).toBe(401);
  const row = page.getByRole("row", { name: new RegExp(NAME) });
  await row.getByText("Trukket tilbage").waitFor();
  expect(await row.getByRole("button").count()).toBe(0);
});

it("others read who looks after programs, and do not find the page in their navigation", async () => {
  const karen = await visit();
  await karen.page.goto(PAGE);
  await karen.page.getByRole("heading", { name: "Log ind for at fortsætte" }).waitFor();
  await signIn(karen, "Karen Holmgaard", PAGE);
  await karen.page.getByText("administrator eller API-administrator i Randers Kommune").waitFor();
  const pages = karen.page.getByRole("navigation", { name: "Min organisations sider" });
  expect(await pages.getByRole("link", { name: "Programmer" }).count()).toBe(0);
  await isSound(karen, "programs, to one who may not");
  await karen.close();
});
