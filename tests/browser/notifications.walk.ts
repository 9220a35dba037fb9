import { afterEach, expect, it } from "vitest";
import { isSound, picture, signIn, silenced, type Visitor, visit } from "./browser.ts";
import { tabTo } from "./keys.ts";
import { fresh, makeCase, write } from "./making.ts";

const visitors: Visitor[] = [];
afterEach(async () => {
  for (const one of visitors.splice(0)) await one.close();
});

async function arrive(name: string, path = "/"): Promise<Visitor> {
  const visitor = await visit();
  visitors.push(visitor);
  await signIn(visitor, name, path);
  return visitor;
}

const COMMENTED = "Nogen kommenterer løsningen";

it("who turns comments off is told of them neither then nor later, and of everything else", async () => {
  const karen = await arrive("Karen Holmgaard");
  const jonas = await arrive("Jonas Elkjær");
  const { page } = karen;
  const title = fresh("Stille i indbakken");
  const caseId = (await makeCase(karen, title)).split("/").at(-1);
  const comment = () => write(jonas, "postComment", "PostCommentInput", { caseId, text: "Godt!" });
  const ask = (subject: string) =>
    write(jonas, "sendEnquiry", "SendEnquiryInput", { caseId, subject, text: "Hvad koster den?" });
  const entries = page.locator(".inbox-entry").filter({ hasText: title });

  await write(karen, "chooseNotifications", "ChooseNotificationsInput", {
    choices: [{ kind: "COMMENTED", told: true }],
  });
  await page.goto("/profil");
  await page.getByRole("link", { name: "Vælg, hvad du får besked om" }).click();
  await page.getByRole("heading", { name: "Vælg dine beskeder" }).waitFor();
  await page.getByText("der er en frist for at svare").waitFor();
  await isSound(karen, "the choices in Danish");
  await picture(karen, "notifications-da");
  const box = page.getByRole("checkbox", { name: COMMENTED });
  await box.uncheck();
  await page.getByText(`Slået fra: ${COMMENTED}`).waitFor();

  await comment();
  await ask("Licenser");
  await expect.poll(() => told(page, entries), { timeout: 60_000 }).toEqual(["Henvendelse"]);

  await page.goto("/profil/beskeder");
  await box.waitFor();
  await expect.poll(() => box.isChecked()).toBe(false);
  await tabTo(page, COMMENTED);
  await page.keyboard.press("Space");
  await page.getByText(`Slået til: ${COMMENTED}`).waitFor();
  expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).checked)).toBe(true);
  await comment();
  const both = ["Kommentar", "Henvendelse"];
  await expect.poll(() => told(page, entries), { timeout: 60_000 }).toEqual(both);
});

/** Of what kinds the entries of the inbox are, the newest first. */
async function told(page: Visitor["page"], entries: ReturnType<Visitor["page"]["locator"]>) {
  await page.goto("/indbakke");
  await page.getByRole("heading", { name: "Beskeder" }).waitFor();
  await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
  return entries.locator(".chip").allTextContents();
}

it("a choice that does not reach the server is taken back, and said so", async () => {
  const karen = await arrive("Karen Holmgaard", "/profil/beskeder");
  const { page } = karen;
  const box = page.getByRole("checkbox", { name: "En løsning, du følger, ændrer sig" });
  await box.waitFor();
  await page.route("**/graphql", (route) =>
    route.request().postData()?.includes("chooseNotifications") ? route.abort() : route.continue(),
  );
  await box.click();
  await page.getByText("Der er ingen forbindelse til Genvej").waitFor();
  await expect.poll(() => box.isChecked()).toBe(true);
  await isSound(silenced(karen), "the choices after a lost line");
});

it("the choices are read in English on a phone, and a stranger is asked to sign in", async () => {
  const karen = await arrive("Karen Holmgaard", "/profil/beskeder");
  const { page } = karen;
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("heading", { name: "Choose what you are told of" }).waitFor();
  await page.getByRole("checkbox", { name: "Somebody mentions you in a comment" }).waitFor();
  for (const width of [640, 320]) {
    await page.setViewportSize({ width, height: 700 });
    await isSound(karen, `the choices in English at ${width} pixels`);
  }
  await picture(karen, "notifications-en-320");
  const stranger = await visit();
  visitors.push(stranger);
  await stranger.page.goto("/profil/beskeder");
  await stranger.page.getByRole("main").getByRole("link", { name: "Log ind" }).waitFor();
  await isSound(stranger, "the choices, signed out");
});
