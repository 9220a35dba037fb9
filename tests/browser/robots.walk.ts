import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { isSound, picture, signIn, type Visitor, visit } from "./browser.ts";
import { fresh, makeCase } from "./making.ts";

// From a token that is shown once to the hours that its robot has saved: each test goes on where
// the one before it ended.

const TITLE = fresh("Robot med nøgle");
const NAME = fresh("Fakturarobot");
let birthe: Visitor;
let address = "";
let secret = "";

beforeAll(async () => {
  birthe = await visit();
  await signIn(birthe, "Birthe Vestergreen");
  address = await makeCase(birthe, TITLE, {
    workload: {
      occurrencesPerYear: 6000,
      secondsPerOccurrence: 600,
      automationDegreePercent: 80,
    },
  });
});
afterAll(() => birthe?.close());

/** Reports a run as a robot does. Gives the status. */
async function report(externalId: string, day: string, itemsDone: number, itemsFailed: number) {
  const run = {
    case: address.split("/").at(-1),
    robot: NAME,
    externalId,
    startedAt: `${day}T08:00:00+01:00`,
    endedAt: `${day}T09:30:00+01:00`,
    itemsDone,
    itemsFailed,
    exceptionMinutes: 30,
  };
  const answer = await fetch(`${inject("url")}/api/v1/runs`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify({ runs: [run] }),
  });
  return answer.status;
}

it("an editor makes a token from the case, and its secret is shown once", async () => {
  const { page } = birthe;
  await page.goto(address);
  await page.getByRole("link", { name: "Lad en robot melde sine kørsler" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(TITLE).first().waitFor();
  await isSound(birthe, "the dialog to make a token");
  await dialog.getByRole("button", { name: "Lav en nøgle" }).click();
  await dialog.getByRole("alert").waitFor();
  await isSound(birthe, "a token that was refused");
  await dialog.getByLabel("Navn").fill(NAME);
  await dialog.getByRole("button", { name: "Lav en nøgle" }).click();
  const field = dialog.getByLabel("Nøgle", { exact: true });
  await field.waitFor();
  secret = await field.inputValue();
  await isSound(birthe, "a secret that is shown once");
  await picture(birthe, "robot-secret-da");
  await dialog.getByRole("button", { name: "Jeg har gemt den" }).click();
  await page.getByRole("row", { name: new RegExp(NAME) }).waitFor();
  expect(await page.content()).not.toContain(secret);
  await isSound(birthe, "the tokens of robots");
});

it("what the robot reports stands on the case, month by month, beside what is expected", async () => {
  const { page } = birthe;
  expect(await report("1", "2026-08-03", 400, 12)).toBe(200);
  expect(await report("2", "2026-09-03", 520, 31)).toBe(200);
  expect(await report("3", "2026-10-05", 610, 8)).toBe(200);
  const row = page.getByRole("row", { name: /^sep/ });
  // What was taken is there a moment later, a report at a time.
  await expect.poll(async () => {
    await page.goto(address);
    await page.getByRole("heading", { name: "Kørsler" }).waitFor();
    return page.getByRole("row", { name: /^okt/ }).count();
  }).toBe(1);
  await page.getByRole("img", { name: /^Målte timer pr. måned/ }).waitFor();
  await page.getByRole("img", { name: /^Opgaver pr. måned/ }).waitFor();
  expect((await row.innerText()).split("\t").map((cell) => cell.trim())).toContain("520");
  await isSound(birthe, "runs of a case");
  await picture(birthe, "runs-da");
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("heading", { name: "Runs", exact: true }).waitFor();
  await page.setViewportSize({ width: 320, height: 800 });
  await isSound(birthe, "runs in English at 320 pixels");
  await picture(birthe, "runs-en-320");
});

it("a token is rotated, the old one works until it is revoked, and then no more", async () => {
  const english = await visit({ language: "en" });
  await signIn(english, "Birthe Vestergreen", "/robotter");
  const { page } = english;
  await page.getByRole("button", { name: `Rotate ${NAME}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Rotate" }).click();
  await dialog.getByLabel("Token", { exact: true }).waitFor();
  const next = await dialog.getByLabel("Token", { exact: true }).inputValue();
  await isSound(english, "a rotated token in English");
  await dialog.getByRole("button", { name: "I have kept it" }).click();
  expect(await report("4", "2026-10-06", 1, 0)).toBe(200);
  await page.getByRole("row", { name: new RegExp(NAME) }).nth(1).waitFor();
  await page.getByRole("button", { name: `Revoke ${NAME}` }).last().click();
  await isSound(english, "the dialog to revoke a token");
  await dialog.getByRole("button", { name: "Revoke" }).click();
  await page.getByText("The token is revoked.").waitFor();
  await expect.poll(() => report("5", "2026-10-07", 1, 0), { timeout: 60_000 }).toBe(401);
  secret = next;
  expect(await report("6", "2026-10-08", 1, 0)).toBe(200);
  await page.getByText("Revoked").first().waitFor();
  await picture(english, "robots-en");
  await page.setViewportSize({ width: 320, height: 800 });
  await isSound(english, "the tokens at 320 pixels");
  await english.close();
});

it("one who is not signed in is asked to, and one without tokens is told what they are", async () => {
  const lis = await visit();
  await lis.page.goto("/robotter");
  await lis.page.getByRole("heading", { name: "Log ind for at fortsætte" }).waitFor();
  await signIn(lis, "Lis Bækgaard", "/robotter");
  await lis.page.getByRole("heading", { name: "Du har ikke lavet nøgler endnu" }).waitFor();
  await isSound(lis, "no tokens");
  await lis.close();
});
