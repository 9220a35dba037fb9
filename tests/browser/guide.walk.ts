import { Buffer } from "node:buffer";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, it } from "vitest";
import { signIn, type Visitor, visit } from "./browser.ts";

// The pictures of docs/guide, taken anew on a fresh demo: GENVEJ_GUIDE=folder npm run walks -- guide

const folder = process.env.GENVEJ_GUIDE;
let visitor: Visitor | undefined;
afterEach(() => visitor?.close());

/** Pixels that a picture is wide in the guide. */
const WIDE = 1000;

/** Takes a picture of the window. The browser itself makes it a small WebP. */
async function take(name: string, height = 900): Promise<void> {
  const { page, context } = visitor as Visitor;
  await page.setViewportSize({ width: 1280, height });
  const png = `data:image/png;base64,${(await page.screenshot()).toString("base64")}`;
  const blank = await context.newPage();
  const webp = await blank.evaluate(
    async ({ png, wide }) => {
      const image = new Image();
      image.src = png;
      await image.decode();
      const canvas = document.createElement("canvas");
      canvas.width = wide;
      canvas.height = Math.round((image.height * wide) / image.width);
      canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
      return canvas.toDataURL("image/webp", 0.8).split(",")[1] ?? "";
    },
    { png, wide: WIDE },
  );
  writeFileSync(join(folder ?? "", `${name}.webp`), Buffer.from(webp, "base64"));
  await blank.close();
}

it.runIf(folder)("the searcher's pictures are taken", async () => {
  visitor = await visit();
  const { page } = visitor;
  await signIn(visitor, "Jonas Elkjær", "/loesninger?q=demens");
  await page.locator("mark").first().waitFor();
  await take("soeg");
  await page.goto("/loesninger?q=kvantecomputer");
  await page.getByRole("heading", { name: "Spørg de andre" }).waitFor();
  await take("spoerg");
});

it.runIf(folder)("the consultant's pictures are taken", async () => {
  visitor = await visit();
  const { page } = visitor;
  await signIn(visitor, "Birthe Vestergreen", "/min-organisation/ind-og-ud");
  const table =
    "Titel;Ekstern nøgle;Resumé;Fase\r\nBilag til sagen;A-1;En robot lægger bilag på sagen.;Idé\r\nFerie i to systemer;B-2;En robot flytter ferie.;Afprøvet";
  await page.locator("input[type=file]").setInputFiles({
    name: "robotter.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`\uFEFF${table}`),
  });
  await page.getByRole("button", { name: "Prøv filen" }).click();
  await page.getByRole("heading", { name: /^Prøven af/ }).waitFor();
  await take("indlaes", 1100);
});

it.runIf(folder)("the pictures of what one shares are taken", async () => {
  visitor = await visit();
  const { page } = visitor;
  await signIn(visitor, "Birthe Vestergreen", "/min-organisation");
  await page.getByRole("heading", { name: "Jeres løsninger" }).waitFor();
  await take("organisation", 800);
  await page.goto("/loesninger/ny");
  await page.getByLabel("Titel").fill("Godkendelse af fakturaer");
  await page.getByLabel("Resumé").fill("En robot godkender fakturaer, der stemmer med ordren.");
  await take("del");
});

it.runIf(folder)("the coordinator's pictures are taken", async () => {
  visitor = await visit();
  const { page } = visitor;
  await signIn(visitor, "Peder Stenlund", "/statistik");
  await page.getByRole("rowheader", { name: "I alt" }).waitFor();
  await take("statistik", 1000);
  await page.goto("/statistik/kort");
  await page.getByRole("option", { name: /^Københavns/ }).click();
  await page.getByRole("heading", { name: "Københavns Kommune" }).waitFor();
  await take("kort", 1100);
});
