import { afterEach, expect, it } from "vitest";
import { isSound, picture, signIn, type Visitor, visit } from "./browser.ts";
import { fresh, makeCase, write } from "./making.ts";

let visitor: Visitor;
afterEach(() => visitor.close());

/** A case that was described three times. Gives its address. */
async function described(title: string): Promise<string> {
  const address = await makeCase(visitor, title);
  const caseId = address.split("/").at(-1);
  for (const challenge of [
    "Medarbejdere læser mails i hånden.",
    "Medarbejdere læser **alle** breve i hånden, og det tager tid.",
  ]) {
    await write(visitor, "describeStory", "DescribeStoryInput", { caseId, story: { challenge } });
  }
  await write(visitor, "changeStatus", "ChangeStatusInput", { caseId, status: "IN_PROGRESS" });
  return address;
}

it("any two versions are held against each other, and one is brought back", async () => {
  visitor = await visit();
  const { page } = visitor;
  await signIn(visitor, "Karen Holmgaard");
  const address = await described(fresh("Breve og mails"));
  await page.goto(address);
  await page.getByRole("button", { name: "Vis historik" }).click();
  await page.getByText("Status blev ændret").waitFor();
  await page.getByText("Sammenlign to versioner").click();
  // The last of its versions is that of the status, and the two before it are the descriptions.
  const latest = Number(await page.getByLabel("Til version").inputValue());
  const first = latest - 2;
  await page.getByLabel("Fra version").selectOption(String(first));
  await page.getByLabel("Til version").selectOption(String(latest - 1));
  const row = page.locator(".past").getByRole("row", { name: /Udfordring/ });
  await row.getByText("mails").waitFor();
  await expect.poll(() => row.locator("del").allInnerTexts()).toContain("mails");
  await row.locator("ins").filter({ hasText: "breve" }).first().waitFor();
  await isSound(visitor, "two versions compared");
  await picture(visitor, "history-da");
  await page.getByRole("link", { name: `Se version ${first}` }).click();
  await page.getByRole("heading", { name: /^Sådan var/, level: 1 }).waitFor();
  await page.getByText("Medarbejdere læser mails i hånden.").first().waitFor();
  await page.getByRole("heading", { name: "Ændret siden da" }).waitFor();
  await isSound(visitor, "a case as it was");
  await picture(visitor, "version-da");
  await page.getByRole("button", { name: `Gør som i version ${first}` }).click();
  await isSound(visitor, "the dialog to bring a version back");
  await page.getByRole("dialog").getByRole("button", { name: `Gør som i version ${first}` }).click();
  await page.getByText("Løsningen er igen som i den version.").waitFor();
  await page.waitForURL((url) => url.pathname === address);
  await page.getByRole("heading", { name: "Kort fortalt" }).waitFor();
  await page.getByText("Medarbejdere læser mails i hånden.").first().waitFor();
});

it("a case is seen as it was on a day, and a day before it was there says so", async () => {
  visitor = await visit({ language: "en" });
  const { page } = visitor;
  await signIn(visitor, "Karen Holmgaard");
  const address = await described(fresh("Letters and mails"));
  // Days are those of Denmark, wherever this is walked.
  const today = new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Copenhagen" });
  await page.goto(address);
  await page.getByRole("button", { name: "Show history" }).click();
  await page.getByText("See it as it was on a day").click();
  await page.getByLabel("Day").fill(today);
  await page.getByRole("button", { name: "Show the day" }).click();
  await page.getByText(/^How it was at the end of/).waitFor();
  await isSound(visitor, "a case as of a day, in English");
  await page.setViewportSize({ width: 320, height: 800 });
  await isSound(visitor, "a case as of a day at 320 pixels");
  await picture(visitor, "version-en-320");
  await page.goto(`${address}/som-den-var?dag=2019-01-01`);
  await page.getByRole("heading", { name: "There is no version" }).waitFor();
  await isSound(visitor, "a day before the case was there");
});

it("others see neither history nor versions", async () => {
  visitor = await visit();
  await signIn(visitor, "Karen Holmgaard");
  const address = await described(fresh("Kun for ejere"));
  const jonas = await visit();
  await signIn(jonas, "Jonas Elkjær", address);
  await jonas.page.getByRole("heading", { name: "Kort fortalt" }).waitFor();
  expect(await jonas.page.getByRole("button", { name: "Vis historik" }).count()).toBe(0);
  await jonas.page.goto(`${address}/som-den-var?version=2`);
  await jonas.page.getByRole("heading", { name: "Der er ingen version" }).waitFor();
  await jonas.close();
});
