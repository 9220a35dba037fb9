import { gzipSync } from "node:zlib";
import { afterEach, expect, inject, it } from "vitest";
import { isSound, picture, signIn, silenced, type Visitor, visit } from "./browser.ts";

let visitor: Visitor;
afterEach(() => visitor.close());

it("a stranger finds the front page useful, in both languages and on a phone", async () => {
  visitor = await visit();
  const { page } = visitor;
  await page.goto("/");
  await page.getByRole("heading", { name: "Nyt i Genvej" }).waitFor();
  await expect.poll(() => page.getByRole("article").count()).toBe(6);
  await isSound(visitor, "the front page in Danish");
  await picture(visitor, "front-da");
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("heading", { name: "New in Genvej" }).waitFor();
  await expect.poll(() => page.getAttribute("html", "lang")).toBe("en");
  await isSound(visitor, "the front page in English");
  await page.setViewportSize({ width: 320, height: 700 });
  await isSound(visitor, "the front page at 320 pixels");
  await picture(visitor, "front-en-320");
});

it("one signs in from the page that one is on, comes back to it, and signs out", async () => {
  visitor = await visit();
  const { page } = visitor;
  await signIn(visitor, "Karen Holmgaard");
  await page.getByText("Randers Kommune").first().waitFor();
  await page.getByRole("heading", { name: "Nyt i Genvej" }).waitFor();
  await isSound(visitor, "the front page, signed in");
  await picture(visitor, "front-signed-in");
  await page.getByRole("button", { name: "Log ud" }).click();
  await page.getByRole("link", { name: "Log ind" }).waitFor();
});

it("an address that leads nowhere says so and shows the way", async () => {
  visitor = await visit();
  const { page } = visitor;
  await page.goto("/er-her-ikke");
  await page.getByRole("heading", { name: "Siden findes ikke" }).waitFor();
  await isSound(visitor, "a page that is not there");
});

it("a keyboard alone reaches the content and the search", async () => {
  visitor = await visit();
  const { page } = visitor;
  await page.goto("/");
  await page.getByRole("heading", { name: "Nyt i Genvej" }).waitFor();
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(
    "Gå til sidens indhold",
  );
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).type)).toBe(
    "search",
  );
});

it("when the server cannot be reached the page says so and tries again", async () => {
  visitor = await visit();
  const { page } = visitor;
  await page.route("**/graphql", (route) => route.abort());
  await page.goto("/");
  await page.getByText("Der er ingen forbindelse til Genvej").waitFor();
  await isSound(silenced(visitor), "the front page without a server");
  await page.unroute("**/graphql");
  await page.getByRole("button", { name: "Prøv igen" }).click();
  await page.getByRole("heading", { name: "Nyt i Genvej" }).waitFor();
});

it("the first page needs at most 200 kB of script and asks nobody but Genvej", async () => {
  visitor = await visit();
  const { page } = visitor;
  const scripts: Promise<Buffer>[] = [];
  const elsewhere: string[] = [];
  page.on("response", (response) => {
    const url = new URL(response.url());
    if (url.pathname.endsWith(".js")) scripts.push(response.body());
    if (url.origin !== new URL(inject("url")).origin) elsewhere.push(url.href);
  });
  await page.goto("/");
  await page.getByRole("heading", { name: "Nyt i Genvej" }).waitFor();
  const sizes = (await Promise.all(scripts)).map((script) => gzipSync(script).length);
  expect(sizes.length).toBeGreaterThan(0);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(200_000);
  expect(elsewhere).toEqual([]);
});
