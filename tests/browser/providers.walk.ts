import { afterAll, beforeAll, expect, it } from "vitest";
import { isSound, picture, signIn, type Visitor, visit } from "./browser.ts";
import { tabTo } from "./keys.ts";
import { fresh } from "./making.ts";
import { type Provider, startProvider } from "./openid.ts";

// A municipality connects itself: adds its provider turned off, tries it until the trial is good,
// turns it on, signs in through it, and turns it off. Each test goes on where the one before it ended.

const LABEL = fresh("Ørsted Login");
const PAGE = "/min-organisation/login";
let hanne: Visitor;
let provider: Provider;

beforeAll(async () => {
  provider = await startProvider({
    sub: "ida",
    name: "Ida Prøve",
    email: "ida@aarhus.example",
    role: ["Genvej-bidrag", "VPN-bruger"],
    cpr: "010170-1234",
  });
  hanne = await visit();
  await signIn(hanne, "Hanne Lyngsø", "/min-organisation");
});
afterAll(async () => {
  await hanne?.close();
  await provider?.close();
});

const trial = (text: string) =>
  hanne.page.getByRole("region", { name: "Sådan gik prøven" }).getByText(text).first();

/** Tries what is saved, and waits until one is back. */
async function tryIt(): Promise<void> {
  const { page } = hanne;
  await page.getByRole("button", { name: "Prøv login" }).click();
  await page.waitForURL((url) => url.pathname.startsWith(PAGE) && url.searchParams.has("test"));
  await page.getByRole("region", { name: "Sådan gik prøven" }).waitFor();
}

/** Saves, and waits until it is. */
async function save(): Promise<void> {
  const { page } = hanne;
  await page.getByRole("button", { name: `Gem ${LABEL}` }).click();
  await page.getByText("Udbyderen er gemt").last().waitFor();
  await page.getByText("Gem først").waitFor({ state: "detached" });
}

it("an administrator finds the providers by the keyboard, with what to copy into one's own", async () => {
  const { page } = hanne;
  await tabTo(page, "Login");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Login", level: 1 }).waitFor();
  await page.getByRole("row", { name: /Randers Kommune \(demo\).*Tændt/ }).waitFor();
  const redirect = await page.getByLabel("Redirect-adresse").inputValue();
  expect(redirect).toBe(`${new URL(page.url()).origin}/sign-in/callback`);
  await isSound(hanne, "the providers of an organisation");
  await picture(hanne, "providers-da");
  await tabTo(page, "Tilføj en udbyder");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Ny login-udbyder" }).waitFor();
});

it("a recipe fills in what is known, and what it leaves open is not sent", async () => {
  const { page } = hanne;
  await page.getByLabel("Hvilken slags udbyder er det?").selectOption("Entra ID");
  await page.getByText("aldrig «common»").waitFor();
  expect(await page.getByLabel("Claim med e-mail").inputValue()).toBe("preferred_username");
  expect(await page.getByLabel("Værdi 1").inputValue()).toBe("Genvej.Contributor");
  await page.getByText("Skriv jeres eget i stedet for det").waitFor();
  await isSound(hanne, "a new provider by a recipe");
  await picture(hanne, "provider-new-da");
  await page.getByLabel("Hvilken slags udbyder er det?").selectOption("AD FS");
  await page.getByLabel("Navn på login-siden").fill(LABEL);
  expect(await page.getByLabel("Claim med e-mail").inputValue()).toBe("email");
  await page.getByLabel("Udsteder").fill("http://ikke.tls");
  await page.getByLabel("Klient-id").fill(provider.clientId);
  await page.getByLabel("Klienthemmelighed").fill("forkert");
  await page.goto("about:blank");
  await page.goto(`${PAGE}/ny`);
  await page.getByText("Det er din kladde").waitFor();
  expect(await page.getByLabel("Klient-id").inputValue()).toBe(provider.clientId);
  const kept = await page.evaluate(() => JSON.stringify(localStorage));
  expect(kept, "a secret is in no draft").not.toContain("forkert");
  await page.getByLabel("Klienthemmelighed").fill("forkert");
  await page.getByRole("button", { name: `Gem ${LABEL}` }).click();
  await page.locator(".refused").waitFor();
  await isSound(hanne, "a provider that was refused");
  await page.getByLabel("Udsteder").fill("http://127.0.0.1:9");
  for (const value of [1, 2, 3]) {
    await page.getByRole("button", { name: "Fjern værdi 1" }).click();
    await page.getByLabel(`Værdi ${4 - value}`).waitFor({ state: "detached" });
  }
  await save();
  await page.waitForURL((url) => url.pathname !== `${PAGE}/ny`);
});

it("a provider that cannot be reached, or does not take our secret, is told of on the page", async () => {
  const { page } = hanne;
  await page.getByRole("button", { name: "Prøv login" }).click();
  await page.getByText("Genvej kan ikke få fat i udbyderen").waitFor();
  await page.getByText("http://127.0.0.1:9/.well-known/openid-configuration").waitFor();
  // That the browser says 503 on its console is what was walked here for.
  hanne.complaints.length = 0;
  await isSound(hanne, "a provider that cannot be reached");
  await page.getByLabel("Udsteder").fill(provider.issuer);
  await page.getByLabel("Klienthemmelighed").fill("forkert");
  await page.getByText("Gem først").waitFor();
  await page.getByRole("button", { name: `Gem ${LABEL}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Med en ny udsteder er folk nye").waitFor();
  await isSound(hanne, "what another issuer does, before it is done");
  await dialog.getByRole("button", { name: "Gem alligevel" }).click();
  await page.getByText("Gem først").waitFor({ state: "detached" });
  await tryIt();
  await trial("Oftest er hemmeligheden forkert").waitFor();
  await isSound(hanne, "a trial that brought nothing");
});

it("a trial shows what came, what it was read as, what is missing and what would be refused", async () => {
  const { page } = hanne;
  await page.getByLabel("Klienthemmelighed").fill(provider.clientSecret);
  await page.getByLabel("E-maildomæner").fill("@randers.example");
  await save();
  await tryIt();
  await trial("Brugerens e-mail hører ikke til").waitFor();
  await page.getByRole("row", { name: /Navn commonname mangler/ }).waitFor();
  await page.getByRole("row", { name: /E-mail email ida@aarhus.example blev ikke læst/ }).waitFor();
  await isSound(hanne, "a trial that would be refused");
  await picture(hanne, "trial-refused-da");

  provider.claims = { ...provider.claims, email: "ida@randers.example" };
  await page.getByLabel("Claim med navn").fill("name");
  await page.getByRole("button", { name: "Tilføj en værdi" }).click();
  await page.getByLabel("Værdi 1").fill("Genvej-bidrag");
  await save();
  await tryIt();
  await trial("Ida Prøve ville blive lukket ind").waitFor();
  await page.getByRole("row", { name: /Roller role Genvej-bidrag, VPN-bruger.*Bidragyder/ }).waitFor();
  await trial("VPN-bruger").waitFor();
  await trial("cpr").waitFor();
  expect(await page.content()).not.toContain("010170");
  await page.getByText(/^Alle \d+ claims, der kom$/).click();
  await isSound(hanne, "a trial that is good");
  await picture(hanne, "trial-da");
  await page.setViewportSize({ width: 320, height: 800 });
  await isSound(hanne, "a trial at 320 pixels");
  await picture(hanne, "trial-da-320");
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByText("Hanne Lyngsø").first().waitFor();
});

it("turned on, it lets people in, and turned off it puts them out", async () => {
  const { page } = hanne;
  const ida = await visit();
  const offered = ida.page.getByRole("link", { name: LABEL });
  await ida.page.goto("/sign-in?return=/profil");
  await ida.page.getByRole("link", { name: /Randers/ }).first().waitFor();
  expect(await offered.count(), "a provider that is off is not offered").toBe(0);
  await page.getByLabel("Folk kan logge ind her").check();
  await save();
  await ida.page.goto("/sign-in?return=/profil");
  await offered.click();
  await ida.page.getByText("Ida Prøve").first().waitFor();
  await ida.page.getByText("Bidragyder").first().waitFor();
  await page.getByLabel("Folk kan logge ind her").uncheck();
  await page.getByRole("button", { name: `Gem ${LABEL}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("bliver logget ud inden for få sekunder").waitFor();
  await isSound(hanne, "what turning off does, before it is done");
  await dialog.getByRole("button", { name: "Gem alligevel" }).click();
  await dialog.waitFor({ state: "detached" });
  const isOut = async () => {
    await ida.page.reload();
    return ida.page.getByRole("heading", { name: "Log ind for at fortsætte" }).count();
  };
  await expect.poll(isOut, { timeout: 60_000, interval: 2000 }).toBe(1);
  await ida.close();
});

it("the demo's own provider is tried in English, and the last one is not turned off unsaid", async () => {
  const english = await visit({ language: "en" });
  const { page } = english;
  await signIn(english, "Hanne Lyngsø", PAGE);
  await page.getByRole("link", { name: "Edit Randers Kommune (demo)" }).click();
  await page.getByText("There is one. Leave the field empty").waitFor();
  await page.getByRole("button", { name: "Try signing in" }).click();
  await page.getByText("Karen Holmgaard").first().click();
  await page.getByText("Karen Holmgaard would be let in").waitFor();
  await page.getByRole("row", { name: /Roles roles reader, contributor Reader, Contributor/ }).waitFor();
  expect(await page.getByRole("banner").innerText()).toContain("Hanne Lyngsø");
  await isSound(english, "the trial of the demo's provider in English");
  await picture(english, "trial-en");
  await page.getByLabel("People can sign in here").uncheck();
  await page.getByRole("button", { name: "Save Randers Kommune (demo)" }).click();
  await page.getByText("It is the only provider of yours that is on").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await page.goto(`${PAGE}/${btoa("IdentityProvider:nobody")}?test=x`);
  await page.getByText("You have no such provider").waitFor();
  await isSound(english, "a provider that is none");
  await english.close();
});

it("others read who sets sign-in up, and do not find the page in their navigation", async () => {
  const karen = await visit();
  await signIn(karen, "Karen Holmgaard", PAGE);
  await karen.page.getByText("Login sættes op af administratorer i Randers Kommune").waitFor();
  const pages = karen.page.getByRole("navigation", { name: "Min organisations sider" });
  expect(await pages.getByRole("link", { name: "Login" }).count()).toBe(0);
  await karen.page.goto(`${PAGE}/ny`);
  await karen.page.getByText("Login sættes op af administratorer i Randers Kommune").waitFor();
  await isSound(karen, "sign-in, to one who may not");
  await karen.close();
});
