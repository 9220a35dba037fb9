import { afterEach, expect, it } from "vitest";
import { isSound, picture, signIn, type Visitor, visit } from "./browser.ts";
import { fresh } from "./making.ts";

let visitor: Visitor;
afterEach(() => visitor.close());

/** A word of letters alone that nobody has asked for before. */
function unheardOf(): string {
  const letters = [...String(Date.now() % 1_000_000)].map((digit) => "bcdfghjklm"[Number(digit)]);
  return `xylofonkvartet${letters.join("")}`;
}

it("a list is shown as a table, with other columns and sorted by a heading", async () => {
  visitor = await visit();
  const { page } = visitor;
  await page.goto("/loesninger");
  await page.getByText("52 løsninger").waitFor();
  await page.getByRole("button", { name: "Tabel" }).click();
  await page.getByRole("row").nth(20).waitFor();
  await page.getByText("Vælg kolonner").first().click();
  await page.getByRole("checkbox", { name: "KLE-hovedgruppe" }).first().click();
  await page.getByRole("columnheader", { name: "KLE-hovedgruppe" }).waitFor();
  await page.getByRole("button", { name: "Sortér efter Organisation" }).click();
  const first = () => page.getByRole("row").nth(1).getByRole("cell").first().textContent();
  await page.locator("th[aria-sort=ascending]").waitFor();
  await expect.poll(first).toBe("Billund Kommune");
  await page.getByRole("button", { name: "Sortér efter Organisation" }).click();
  await page.locator("th[aria-sort=descending]").waitFor();
  // Danish order has Å at its end.
  await expect.poll(first).toBe("Aarhus Kommune");
  await isSound(visitor, "the list as a table");
  await picture(visitor, "table-da");
  await page.setViewportSize({ width: 320, height: 800 });
  await isSound(visitor, "the list as a table at 320 pixels");
});

it("what was searched for is taken along as a file, with the same filter", async () => {
  visitor = await visit();
  const { page } = visitor;
  await page.goto("/loesninger?q=demens&fase=OPERATION");
  await page.locator("mark").first().waitFor();
  for (const [button, end] of [["Excel", "xlsx"], ["CSV", "csv"], ["JSON", "json"]] as const) {
    const [asked, coming] = [page.waitForRequest(/\/api\/v1\/cases\./), page.waitForEvent("download")];
    await page.getByRole("button", { name: button }).click();
    const query = new URL((await asked).url()).searchParams;
    expect([query.get("search"), query.get("filter")]).toEqual(["demens", '{"phases":["OPERATION"]}']);
    expect((await coming).suggestedFilename()).toMatch(new RegExp(`\\.${end}$`));
  }
});

it("a word that is misspelt is mended with one click", async () => {
  visitor = await visit();
  const { page } = visitor;
  await page.goto("/loesninger?q=velfærdsteknolgi");
  await page.getByText("Mente du").waitFor();
  await isSound(visitor, "a search that was misspelt");
  await page.locator(".finding-meant a").click();
  await page.getByRole("article").first().waitFor();
});

it("who finds nothing asks the others, and is told when somebody shares it", async () => {
  visitor = await visit();
  const { page } = visitor;
  const wanted = unheardOf();
  await signIn(visitor, "Karen Holmgaard", `/loesninger?q=${wanted}`);
  await page.getByRole("heading", { name: "Spørg de andre" }).waitFor();
  await isSound(visitor, "nothing found, signed in");
  await picture(visitor, "nothing-da");
  await page.getByRole("button", { name: "Giv mig besked, når nogen deler noget" }).click();
  await page.getByText("du får besked i indbakken").waitFor();
  await page.getByRole("button", { name: "Efterlys den" }).click();
  await page.getByRole("dialog").waitFor();
  expect(await page.getByLabel("Hvad leder I efter?").inputValue()).toBe(`Efterlyses: ${wanted}`);
  await isSound(visitor, "the dialog to ask for a solution");
  await page.getByRole("button", { name: "Send efterlysningen" }).click();
  await page.getByText("skal udfyldes").first().waitFor();
  await page.getByLabel("Hvad skal den kunne?").fill("Spille op til kommunens sommerfest.");
  await page.getByRole("button", { name: "Send efterlysningen" }).click();
  // Good news stay for some seconds alone, which a page may take to come.
  await page.getByText("Efterlysningen er delt").waitFor();
  await page.getByRole("heading", { name: `Efterlyses: ${wanted}` }).waitFor();
});

it("saved searches are opened, renamed, told of and deleted on a page of their own", async () => {
  visitor = await visit({ language: "en" });
  const { page } = visitor;
  const name = fresh("Demens");
  await signIn(visitor, "Jonas Elkjær", "/loesninger?q=demens&fase=OPERATION&maalt=ja");
  await page.getByRole("button", { name: "Save this search" }).click();
  await page.getByLabel("Name of the search").fill(name);
  await isSound(visitor, "the form to save a search");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("you are told in your inbox").waitFor();
  await page.goto("/gemte-soegninger");
  const alert = page.getByRole("checkbox", { name: `Told of new ones in ${name}` });
  await alert.waitFor();
  await expect.poll(() => alert.isChecked()).toBe(true);
  await isSound(visitor, "saved searches");
  await picture(visitor, "searches-en");
  await alert.uncheck();
  await page.getByText(`no longer told of new ones in ${name}`).waitFor();
  await page.getByRole("button", { name: `Rename ${name}` }).click();
  await page.getByLabel("New name").fill(`${name} igen`);
  await isSound(visitor, "the dialog to rename a search");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("link", { name: `${name} igen` }).click();
  await page.getByRole("button", { name: "Remove Have measured gains" }).waitFor();
  await page.goto("/gemte-soegninger");
  await page.getByRole("button", { name: `Delete ${name} igen` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.getByRole("link", { name: `${name} igen` }).waitFor({ state: "detached" });
  await page.setViewportSize({ width: 320, height: 800 });
  await isSound(visitor, "saved searches at 320 pixels");
});
