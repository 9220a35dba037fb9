import { afterEach, expect, it } from "vitest";
import { isSound, picture, signIn, silenced, type Visitor, visit } from "./browser.ts";

let visitor: Visitor;
afterEach(() => visitor.close());

it("each of the fifteen ways to split gives a table, and three can be put together", async () => {
  visitor = await visit();
  const { page } = visitor;
  await page.goto("/statistik");
  await page.getByRole("rowheader", { name: "I alt" }).waitFor();
  const by = page.getByLabel("Fordel efter");
  const names = await by.locator("option").allTextContents();
  expect(names).toHaveLength(15);
  for (const name of names) {
    await by.selectOption({ label: name });
    await page.getByRole("columnheader", { name, exact: true }).waitFor();
    await page.getByRole("rowheader", { name: "I alt" }).waitFor();
  }
  await by.selectOption("PHASE");
  await page.getByLabel("Og efter").selectOption("KIND");
  await page.getByLabel("Og også efter").selectOption("REGION");
  await page.getByRole("columnheader", { name: "Region" }).waitFor();
  await isSound(visitor, "figures split three ways");
  await page.getByLabel("Regn").selectOption("indbyggere");
  await page.getByText("Kun kommuner, hvis indbyggertal er kendt").waitFor();
  await isSound(visitor, "figures for each thousand inhabitants");
  await picture(visitor, "figures-da");
});

it("the figures are fetched as Excel and CSV", async () => {
  visitor = await visit();
  const { page } = visitor;
  await page.goto("/statistik?efter=REGION");
  for (const [name, end] of [["Excel", "xlsx"], ["CSV", "csv"]] as const) {
    const coming = page.waitForEvent("download");
    await page.getByRole("button", { name }).click();
    expect((await coming).suggestedFilename()).toMatch(
      new RegExp(`^genvej-statistik-\\d{4}-\\d\\d-\\d\\d\\.${end}$`),
    );
  }
  await page.route("**/api/v1/statistics.*", (route) => route.abort());
  await page.getByRole("button", { name: "CSV" }).click();
  await page.getByText("Der er ingen forbindelse til Genvej").waitFor();
  await isSound(silenced(visitor), "figures that cannot be fetched as a file");
});

it("the map is chosen from by mouse and by arrows, and a figure leads to its cases", async () => {
  visitor = await visit();
  const { page } = visitor;
  await page.goto("/statistik/kort");
  const map = page.getByRole("listbox", { name: "Danmarkskort: Løsninger" });
  await map.waitFor();
  await expect.poll(() => map.getByRole("option").count()).toBe(98);
  await isSound(visitor, "the map in Danish");
  await map.getByRole("option", { name: /^Randers Kommune/ }).click();
  await page.getByRole("heading", { name: "Randers Kommune" }).waitFor();
  await page.keyboard.press("ArrowRight");
  await page.getByRole("heading", { name: "Norddjurs Kommune" }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.getByRole("heading", { name: "Syddjurs Kommune" }).waitFor();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowUp");
  await page.getByRole("heading", { name: "Randers Kommune" }).waitFor();
  await isSound(visitor, "the map with a municipality chosen");
  await picture(visitor, "map-da");
  await page.getByLabel("Vis på kortet").selectOption("expectedHours");
  await page.getByLabel("Regn").selectOption("indbyggere");
  await page.getByRole("listbox", { name: /Forventede timer.*1.000 indbyggere/ }).waitFor();
  await isSound(visitor, "the map for each thousand inhabitants");
  await page.getByLabel("Vis på kortet").selectOption("cases");
  await page.getByLabel("Regn").selectOption("");
  await page.getByRole("link", { name: /^Se (de|løsningen)/ }).click();
  await page.getByRole("button", { name: /^Fjern Talt med/ }).waitFor();
});

it("the map fits a phone, in English", async () => {
  visitor = await visit({ language: "en", width: 320 });
  const { page } = visitor;
  await page.goto("/statistik/kort");
  await page.getByRole("listbox", { name: "Map of Denmark: Cases" }).waitFor();
  await page.getByRole("option", { name: /^Københavns/ }).click();
  await page.getByRole("heading", { name: "Københavns Kommune" }).waitFor();
  await isSound(visitor, "the map at 320 pixels");
  await picture(visitor, "map-en-320");
});

it("the figures over time, reuse and time to operation say what there is", async () => {
  visitor = await visit();
  const { page } = visitor;
  await signIn(visitor, "Karen Holmgaard", "/statistik/udvikling");
  await page.getByRole("img", { name: /kvartal for kvartal/ }).waitFor();
  await page.getByRole("heading", { name: "Randers Kommune" }).waitFor();
  await isSound(visitor, "figures over time");
  await picture(visitor, "growth-da");
  for (const path of ["/statistik/genbrug", "/statistik/tid"]) {
    await page.goto(path);
    await page.locator(".empty, .statistics-chart").first().waitFor();
    await isSound(visitor, `${path} in Danish`);
    await picture(visitor, `${path.split("/").at(-1)}-da`);
  }
});

it("the same in English, on a phone", async () => {
  visitor = await visit({ language: "en", width: 320 });
  const { page } = visitor;
  for (const [path, title] of [
    ["udvikling", "How it has moved"],
    ["genbrug", "Most reused"],
    ["tid", "From registration to operation"],
    ["kvartaler", "Published quarters"],
  ]) {
    await page.goto(`/statistik/${path}`);
    await page.getByRole("heading", { name: title, level: 1 }).waitFor();
    await page.locator(".empty, .statistics-chart").first().waitFor();
    await isSound(visitor, `${path} in English at 320 pixels`);
  }
});

it("a coordinator publishes a quarter, which is held against what is computed now", async () => {
  visitor = await visit();
  const { page } = visitor;
  await page.goto("/statistik/kvartaler");
  await page.getByText("Offentliggjorte kvartaler er for alle").waitFor();
  await isSound(visitor, "published quarters, signed out");
  await signIn(visitor, "Peder Stenlund", "/statistik/kvartaler");
  await page.getByRole("button", { name: "Offentliggør et kvartal" }).click();
  await isSound(visitor, "the dialog to publish");
  const quarter = await page.getByRole("dialog").getByLabel("Kvartal").inputValue();
  await page.getByRole("button", { name: "Offentliggør", exact: true }).click();
  await page.getByText(`${quarter} er offentliggjort`).waitFor();
  await page.getByRole("button", { name: "Offentliggør et kvartal" }).click();
  await page.getByRole("dialog").getByLabel("Kvartal").selectOption(quarter);
  await page.getByLabel("Hvorfor offentliggøres det igen?").fill("En måling var talt dobbelt.");
  await page.getByRole("button", { name: "Offentliggør", exact: true }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByText(`Tallene for ${quarter} er de samme som før`).waitFor();
  await isSound(visitor, "published quarters");
  await picture(visitor, "quarters-da");
  await page.getByRole("link", { name: `${quarter}, 1. udgave` }).click();
  await page.getByLabel("Sammenlign med").selectOption("nu");
  await page.getByRole("columnheader", { name: "Forskel" }).waitFor();
  await page.locator("summary").first().click();
  await isSound(visitor, "a quarter beside what is computed now");
  await picture(visitor, "quarter-da");
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("columnheader", { name: "Difference" }).waitFor();
  await page.setViewportSize({ width: 320, height: 800 });
  await isSound(visitor, "a quarter in English at 320 pixels");
});
