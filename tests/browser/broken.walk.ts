import type { Route } from "playwright-core";
import { afterEach, expect, it } from "vitest";
import { isSound, signIn, silenced, type Visitor, visit } from "./browser.ts";

/** Every page that asks the server for something that everybody may ask for. */
const OF_ALL = [
  "/",
  "/loesninger",
  "/loesninger?visning=tabel",
  "/loesninger/00000000-0000-7000-8000-000000000000",
  "/loesninger/00000000-0000-7000-8000-000000000000/rediger",
  "/loesninger/00000000-0000-7000-8000-000000000000/rediger/story",
  "/loesninger/slettede",
  "/sammenlign?l=00000000-0000-7000-8000-000000000000&l=00000000-0000-7000-8000-000000000001",
  "/paraplyer",
  "/paraplyer/00000000-0000-7000-8000-000000000000",
  "/statistik",
  "/statistik/kort",
  "/statistik/udvikling",
  "/statistik/genbrug",
  "/statistik/tid",
  "/statistik/kvartaler",
  "/statistik/kvartaler/2026-Q1",
  "/min-organisation",
  "/min-organisation/rapport",
  "/min-organisation/ret-flere",
  "/min-organisation/ind-og-ud",
  "/min-organisation/profil",
  "/organisationer",
  "/organisationer/29189668",
  "/kataloger/teknologier",
  "/kataloger/it-systemer",
  "/kataloger/kle",
  "/kataloger/form",
  "/gemte-soegninger",
  "/profil/beskeder",
  "/indbakke",
];

/** The pages, by a person whom they are for. */
const PAGES: Record<string, string[]> = {
  "Birthe Vestergreen": OF_ALL,
  "Hanne Lyngsø": [
    "/min-organisation/brugere",
    "/min-organisation/brugere/00000000-0000-7000-8000-000000000000",
    "/min-organisation/afdelinger",
    "/min-organisation/grupper",
    "/min-organisation/log",
    "/profil",
    "/min-organisation/login",
    "/min-organisation/login/ny",
    "/min-organisation/programmer",
  ],
  "Signe Mosebjerg": [
    "/drift",
    "/drift/organisationer",
    "/drift/organisationer/29189668",
    "/drift/organisationer/29189668/login",
    "/drift/log",
  ],
};

/** Milliseconds that a page may take to say something. */
const PATIENCE = 30_000;

const WORDS = "En del af Genvej svarer ikke lige nu.";
let visitor: Visitor;
afterEach(() => visitor.close());

async function arrive(person: string): Promise<void> {
  visitor = await visit();
  await signIn(visitor, person);
}

/**
 * Goes to a page as a link does. Loading the site anew for each would ask for its files so often that
 * the gateway bids one wait, for a browser that is listened in on keeps none of them.
 */
async function go(path: string): Promise<void> {
  const { page } = visitor;
  const to = (path: string) =>
    page.evaluate((path) => {
      history.pushState({ key: path }, "", path);
      dispatchEvent(new PopStateEvent("popstate", { state: { key: path } }));
    }, path);
  // By way of a page that asks for nothing, so that what is seen is never the page before.
  await to("/tilgaengelighed");
  await page.getByRole("heading", { name: "Tilgængelighedserklæring" }).waitFor();
  await to(path);
  await page.getByRole("heading", { name: "Tilgængelighedserklæring" }).waitFor({ state: "detached" });
}

/** Who is signed in is known; everything else is in the hands of `answer`. */
async function withServer(answer: (route: Route) => Promise<void>): Promise<void> {
  await visitor.page.unroute("**/graphql");
  await visitor.page.route("**/graphql", (route) =>
    route.request().postData()?.includes("query Session") ? route.continue() : answer(route),
  );
}

it.each(Object.entries(PAGES))("every page says what the server says when it cannot answer, and can be tried again: %s", async (person, pages) => {
  await arrive(person);
  const { page } = visitor;
  await withServer((route) =>
    route.fulfill({
      status: 503,
      contentType: "application/json",
      body: JSON.stringify({ errors: [{ message: WORDS }] }),
    }),
  );
  await page.goto("/tilgaengelighed");
  const silent: string[] = [];
  for (const path of pages) {
    await go(path);
    const said = page.getByText(WORDS).first();
    await said.waitFor({ timeout: PATIENCE }).catch(() => silent.push(path));
    // Every question on its way is answered before the console is looked at.
    await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
    const again = page.getByRole("button", { name: "Prøv igen" }).first();
    await again
      .waitFor({ timeout: PATIENCE })
      .catch(() => silent.push(`${path} (no way to try again)`));
    // That the browser says 503 on its console is no fault of the page.
    const faults = visitor.complaints.filter((one) => !one.includes("503"));
    expect(faults, `the console at ${path}`).toEqual([]);
    visitor.complaints.length = 0;
    await isSound(silenced(visitor), `${path} with a server that cannot answer`);
  }
  expect(silent).toEqual([]);
});

it.each(Object.entries(PAGES))("every page says so when the server cannot be reached: %s", async (person, pages) => {
  await arrive(person);
  const { page } = visitor;
  await withServer((route) => route.abort());
  await page.goto("/tilgaengelighed");
  const silent: string[] = [];
  for (const path of pages) {
    await go(path);
    const said = page.getByText("Der er ingen forbindelse til Genvej").first();
    await said.waitFor({ timeout: PATIENCE }).catch(() => silent.push(path));
  }
  visitor.complaints.length = 0;
  expect(silent).toEqual([]);
});

it.each(Object.entries(PAGES))("every page says so when the answer is late: %s", async (person, pages) => {
  await arrive(person);
  const { page } = visitor;
  const held: Route[] = [];
  await withServer(async (route) => {
    held.push(route);
  });
  await page.clock.install();
  await page.goto("/tilgaengelighed");
  const silent: string[] = [];
  for (const path of pages) {
    await go(path);
    const waits = page.locator("[aria-busy=true]").first();
    await waits.waitFor({ timeout: PATIENCE }).catch(() => silent.push(`${path} (waits silently)`));
    await page.clock.fastForward(6000);
    const said = page.getByText("Det tager længere tid end normalt").first();
    await said.waitFor({ timeout: PATIENCE }).catch(() => silent.push(path));
  }
  expect(silent).toEqual([]);
  await Promise.all(held.map((route) => route.abort().catch(() => {})));
});

it("who is signed in is not known when the server is gone, and nobody is asked to sign in for it", async () => {
  await arrive("Birthe Vestergreen");
  const { page } = visitor;
  await page.unroute("**/graphql");
  await page.route("**/graphql", (route) => route.abort());
  await page.goto("/min-organisation");
  await page.getByText("Vi kunne ikke se, om du er logget ind").waitFor();
  await isSound(silenced(visitor), "a page that does not know who one is");
  await page.unroute("**/graphql");
  await page.getByRole("button", { name: "Prøv igen" }).first().click();
  await page.getByRole("heading", { name: "Randers Kommune", level: 1 }).waitFor();
});
