import { afterEach, expect, it } from "vitest";
import { isSound, picture, signIn, silenced, type Visitor, visit } from "./browser.ts";

let visitor: Visitor;
afterEach(() => visitor.close());

it("a stranger searches as they type, narrows, and finds the same again by the address", async () => {
  visitor = await visit();
  const { page } = visitor;
  await page.goto("/loesninger");
  await page.getByText("52 løsninger").waitFor();
  await isSound(visitor, "the list in Danish");
  // Slowly, so that each letter is searched for before the next one comes.
  const search = page.getByLabel("Søg i løsninger");
  await search.pressSequentially("demens", { delay: 400 });
  await page.waitForURL((url) => url.searchParams.get("q") === "demens");
  expect(await search.inputValue()).toBe("demens");
  expect(await search.evaluate((field) => field === document.activeElement)).toBe(true);
  await page.locator("mark").first().waitFor();
  await page.getByRole("checkbox", { name: /^Drift/ }).click();
  await page.getByRole("button", { name: "Fjern Drift" }).waitFor();
  await page.getByText("1 løsning", { exact: true }).waitFor();
  await isSound(visitor, "a search with a filter");
  await picture(visitor, "find-da");
  await page.reload();
  await page.locator("mark").first().waitFor();
  await page.getByText("1 løsning", { exact: true }).waitFor();
  await page.goBack();
  await page.getByRole("button", { name: "Fjern Drift" }).waitFor({ state: "hidden" });
});

it("two choices made at once are both kept, and the focus stays where one chose", async () => {
  visitor = await visit();
  const { page } = visitor;
  await page.goto("/loesninger");
  const phases = page.getByRole("group", { name: "Fase" }).getByRole("checkbox");
  await phases.nth(1).focus();
  // Before the page can be drawn anew, as where the machine is slow.
  await phases.evaluateAll((boxes) => {
    for (const box of boxes.slice(0, 2)) (box as HTMLInputElement).click();
  });
  await expect.poll(() => page.getByRole("button", { name: /^Fjern / }).count()).toBe(2);
  await expect.poll(() => new URL(page.url()).searchParams.getAll("fase").length).toBe(2);
  expect(await phases.nth(1).evaluate((box) => box === document.activeElement)).toBe(true);
});

it("nothing found says what to do, in both languages", async () => {
  visitor = await visit({ language: "en" });
  const { page } = visitor;
  await page.goto("/loesninger?q=xylofonkvartet");
  await page.getByRole("heading", { name: "We found no cases" }).waitFor();
  await isSound(visitor, "an empty search in English");
  await page.getByRole("link", { name: "Clear search and filters" }).click();
  await page.getByText("52 cases").waitFor();
  await page.setViewportSize({ width: 320, height: 800 });
  await isSound(visitor, "the list at 320 pixels");
  await page.getByRole("button", { name: "Show filters" }).click();
  await isSound(visitor, "the filters at 320 pixels");
  await picture(visitor, "find-en-320");
});

it("a long list goes on, and two cases are chosen to be compared", async () => {
  visitor = await visit();
  const { page } = visitor;
  await page.goto("/loesninger?sorter=titel");
  await page.getByRole("button", { name: "Vis flere løsninger" }).click();
  await page.getByRole("article").nth(25).waitFor();
  const boxes = page.getByRole("checkbox", { name: /^Sammenlign/ });
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.getByRole("link", { name: "Sammenlign 2 løsninger" }).waitFor();
});

it("a page of a case answers at a glance, for a stranger and for one signed in", async () => {
  visitor = await visit();
  const { page } = visitor;
  await page.goto("/loesninger?q=Klimastenen");
  await page.getByRole("link", { name: "Klimastenen" }).first().click();
  await page.getByRole("heading", { name: "Kort fortalt" }).waitFor();
  await page.getByText("Log ind for at se, hvem du kan spørge").waitFor();
  await isSound(visitor, "a case for a stranger");
  await picture(visitor, "case-da");
  await signIn(visitor, "Karen Holmgaard", new URL(page.url()).pathname);
  await page.getByRole("button", { name: "Genbrug løsningen" }).waitFor();
  await page.getByRole("button", { name: "Følg", exact: true }).click();
  await page.getByText("Du følger løsningen").waitFor();
  await isSound(visitor, "a case for one signed in");
  await page.getByRole("button", { name: "Følger" }).click();
  await page.getByText("Du følger ikke længere").waitFor();
  await page.setViewportSize({ width: 320, height: 800 });
  await isSound(visitor, "a case at 320 pixels");
  await picture(visitor, "case-da-320");
});

it("a case that is not there says so without telling whether it ever was", async () => {
  visitor = await visit();
  const { page } = visitor;
  await page.goto("/loesninger/00000000-0000-7000-8000-000000000000");
  await page.getByRole("heading", { name: "Løsningen findes ikke" }).waitFor();
  await isSound(visitor, "a case that is not there");
});

it("a case prints on two pages", async () => {
  visitor = await visit();
  const { page } = visitor;
  await page.goto("/loesninger?q=Digital+Patientuddannelse");
  await page.getByRole("link", { name: "Digital Patientuddannelse" }).first().click();
  await page.getByRole("heading", { name: "Hele beskrivelsen" }).waitFor();
  await page.evaluate(() => document.fonts.ready.then(() => {}));
  const printed = (await page.pdf({ format: "A4" })).toString("latin1");
  expect(printed.match(/\/Type\s*\/Page[^s]/g)?.length).toBeLessThanOrEqual(2);
});

it("a slow answer is said to be slow, and an error in it can be tried again", async () => {
  visitor = await visit();
  const { page } = visitor;
  let answer = () => {};
  const late = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/graphql", async (route) => {
    await late;
    await route.fulfill({
      status: 503,
      contentType: "application/json",
      body: JSON.stringify({ errors: [{ message: "En del af Genvej svarer ikke lige nu." }] }),
    });
  });
  await page.goto("/loesninger");
  await page.getByText("Det tager længere tid end normalt").first().waitFor();
  await isSound(visitor, "the list while it waits");
  answer();
  await page.getByText("En del af Genvej svarer ikke lige nu.").first().waitFor();
  await isSound(silenced(visitor), "the list with an error");
  await page.unroute("**/graphql");
  await page.getByRole("button", { name: "Prøv igen" }).first().click();
  await page.getByRole("article").first().waitFor();
});
