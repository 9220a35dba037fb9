import { afterEach, expect, it } from "vitest";
import { isSound, picture, signIn, type Visitor, visit } from "./browser.ts";
import { write } from "./making.ts";
import {
  loadDepartments,
  lock,
  sendGroup,
  sendPerson,
  setActive,
  systemSecret,
} from "./provisioning.ts";

const visitors: Visitor[] = [];
const mending: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const mend of mending.splice(0)) await mend();
  for (const one of visitors.splice(0)) await one.close();
});

async function arrive(name: string, path = "/", wishes = {}): Promise<Visitor> {
  const visitor = await visit(wishes);
  visitors.push(visitor);
  await signIn(visitor, name, path);
  return visitor;
}

const NARROW = { width: 320, height: 800 };

/** Goes to the page of a person by way of the list. */
async function open({ page }: Visitor, name: string): Promise<void> {
  await page.goto("/min-organisation/brugere");
  await page.getByLabel("Navn eller e-mail").fill(name.split(" ")[0] ?? name);
  await page.getByText("1 bruger", { exact: true }).waitFor();
  await page.locator("main").getByRole("link", { name }).click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
  await page.getByRole("heading", { name: "Seneste hændelser" }).waitFor();
}

it("an administrator gives a role, and the other person has the right within a minute", async () => {
  const karen = await arrive("Karen Holmgaard", "/profil");
  await karen.page.getByText("Bidragyder", { exact: true }).waitFor();
  expect(await karen.page.getByText("Superbruger", { exact: true }).count()).toBe(0);
  const hanne = await arrive("Hanne Lyngsø", "/min-organisation");
  const { page } = hanne;
  await page.getByRole("link", { name: "Brugere" }).click();
  await page.getByRole("link", { name: "Karen Holmgaard" }).waitFor();
  await isSound(hanne, "people in Danish");
  await picture(hanne, "people-da");
  await page.getByLabel("Rolle").selectOption("ADMINISTRATOR");
  await page.getByText("1 bruger", { exact: true }).waitFor();
  await page.getByLabel("Navn eller e-mail").fill("nobody");
  await page.getByRole("heading", { name: "Ingen passer" }).waitFor();
  await isSound(hanne, "nobody who fits");
  await open(hanne, "Karen Holmgaard");
  await isSound(hanne, "a person");
  await picture(hanne, "person-da");
  await page.getByRole("button", { name: "Giv en rolle" }).click();
  await page.getByRole("radio", { name: /^Superbruger/ }).check();
  await isSound(hanne, "giving a role");
  await picture(hanne, "person-give-da");
  await page.getByRole("button", { name: "Giv rollen" }).click();
  await page.getByText("Rollen er givet.").waitFor();
  await page.getByText(/Givet her af Hanne Lyngsø/).waitFor();
  const hasRight = async () => {
    await karen.page.reload();
    await karen.page.getByText("Bidragyder", { exact: true }).waitFor();
    return karen.page.getByText("Superbruger", { exact: true }).count();
  };
  await expect.poll(hasRight, { timeout: 60_000, interval: 2000 }).toBe(1);
  await page.getByRole("button", { name: "Fjern rollen Superbruger" }).click();
  await page.getByRole("heading", { name: /Fjern rollen Superbruger fra Karen/ }).waitFor();
  await isSound(hanne, "taking a role");
  await page.getByRole("dialog").getByRole("button", { name: "Fjern rollen" }).click();
  await page.getByText("Rollen er fjernet.").waitFor();
  await expect.poll(hasRight, { timeout: 60_000, interval: 2000 }).toBe(0);
  await page.getByText("Hanne Lyngsø fjernede rollen Superbruger fra Karen Holmgaard.").first().waitFor();
});

it("somebody who is locked out is out while they sit there, until they are let in", async () => {
  const birthe = await arrive("Birthe Vestergreen", "/profil");
  const hanne = await arrive("Hanne Lyngsø");
  const { page } = hanne;
  await open(hanne, "Birthe Vestergreen");
  await page.getByRole("button", { name: "Luk ude" }).click();
  await page.getByText("bliver logget ud alle steder").waitFor();
  await isSound(hanne, "before locking somebody out");
  await picture(hanne, "person-disable-da");
  const personId = new URL(page.url()).pathname.split("/").at(-1);
  // Other walks are hers too, even where this one fails on its way.
  mending.push(() => write(hanne, "enablePerson", "EnablePersonInput", { personId }));
  await page.getByRole("dialog").getByRole("button", { name: "Luk ude" }).click();
  await page.getByRole("alert").getByText("Birthe Vestergreen er lukket ude").waitFor();
  await page.getByRole("alert").getByText(/Hanne Lyngsø lukkede Birthe Vestergreen ude/).waitFor();
  await isSound(hanne, "somebody who is locked out");
  await picture(hanne, "person-out-da");
  // Coming back to the page is enough; it need not be loaded anew.
  const isOut = async () => {
    await birthe.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    return birthe.page.getByRole("heading", { name: "Log ind for at fortsætte" }).count();
  };
  await expect.poll(isOut, { timeout: 60_000, interval: 2000 }).toBe(1);
  expect(await birthe.page.getByRole("link", { name: "Log ind" }).count()).toBeGreaterThan(0);
  await birthe.page.goto("/sign-in");
  await birthe.page.getByRole("link", { name: /Randers/ }).first().click();
  await birthe.page.getByText("Birthe Vestergreen").first().click();
  await birthe.page.getByText(/Din adgang er lukket|Your access is closed/).waitFor();
  await page.getByRole("link", { name: "Alle brugere" }).click();
  await page.getByLabel("Adgang").selectOption("ude");
  await page.getByText("1 bruger", { exact: true }).waitFor();
  await page.getByRole("link", { name: "Birthe Vestergreen" }).click();
  await page.getByRole("button", { name: "Luk ind igen" }).click();
  await page.getByText("kan logge ind igen med det samme").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Luk ind igen" }).click();
  await page.getByText("Birthe Vestergreen kan logge ind.").waitFor();
  await birthe.page.goto("/sign-in");
  await signIn(birthe, "Birthe Vestergreen", "/profil");
});

it("an operator's lock is told as what no administrator can lift", async () => {
  await arrive("Karen Holmgaard");
  const hanne = await arrive("Hanne Lyngsø");
  const { page } = hanne;
  await open(hanne, "Karen Holmgaard");
  const person = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  mending.push(async () => lock("unlock", person));
  lock("lock", person);
  await page.reload();
  await page.getByRole("alert").getByText(/En driftsansvarlig har lukket Karen/).waitFor();
  expect(await page.getByRole("button", { name: "Luk ind igen" }).count()).toBe(0);
  await isSound(hanne, "somebody whom an operator locked out");
  lock("unlock", person);
  await page.reload();
  await page.getByText("Karen Holmgaard kan logge ind.").waitFor();
});

it("an administrator reads what they cannot change of themselves, and why", async () => {
  const hanne = await arrive("Hanne Lyngsø");
  const { page } = hanne;
  await open(hanne, "Hanne Lyngsø");
  await page.getByText("Du kan ikke lukke dig selv ude").waitFor();
  await page.getByText(/Kommer fra jeres login/).first().waitFor();
  expect(await page.getByRole("button", { name: "Luk ude" }).count()).toBe(0);
  expect(await page.getByRole("button", { name: /Fjern rollen/ }).count()).toBe(0);
  await page.goto("/min-organisation/brugere/00000000-0000-7000-8000-000000000000");
  await page.getByRole("heading", { name: "Brugeren findes ikke" }).waitFor();
  await isSound(hanne, "a person who is not there");
});

it("a local superuser gets departments of the tree, by keyboard and mouse", async () => {
  const villy = await arrive("Villy Strandbæk", "/min-organisation/afdelinger");
  await villy.page.getByRole("heading", { name: "Ingen afdelinger endnu" }).waitFor();
  await isSound(villy, "no departments");
  await villy.page.goto("/min-organisation/grupper");
  await villy.page.getByRole("heading", { name: "Ingen grupper endnu" }).waitFor();
  await isSound(villy, "no groups");
  const hanne = await arrive("Hanne Lyngsø");
  const { page } = hanne;
  const secret = await systemSecret(hanne);
  loadDepartments();
  const known = await sendPerson(secret, "consultant-randers");
  mending.push(() => setActive(secret, known, true));
  await sendGroup(secret, "Robotholdet", known);
  const karen = await arrive("Karen Holmgaard");
  await open(hanne, "Karen Holmgaard");
  await page.getByRole("button", { name: "Giv en rolle" }).click();
  await page.getByRole("radio", { name: /^Lokal superbruger/ }).check();
  await page.getByRole("button", { name: "Giv rollen" }).click();
  await page.getByText("Vælg mindst én afdeling, eller skriv et KLE-nummer.").waitFor();
  await page.getByRole("checkbox", { name: "Pleje og Omsorg", exact: true }).check();
  const below = page.getByRole("checkbox", { name: /^Nathold \(med i Pleje og Omsorg\)/ });
  await expect.poll(() => below.isChecked()).toBe(true);
  await expect.poll(() => below.isDisabled()).toBe(true);
  await isSound(hanne, "choosing departments");
  await picture(hanne, "person-departments-da");
  await page.getByRole("button", { name: "Giv rollen" }).click();
  await page.getByText(/Dækker Pleje og Omsorg med alle underafdelinger/).waitFor();
  await page.getByRole("button", { name: "Ret afdelinger" }).click();
  await page.getByRole("checkbox", { name: "Robotter" }).check();
  await page.getByRole("button", { name: "Gem", exact: true }).click();
  await page.getByText(/Dækker Pleje og Omsorg og Robotter|Dækker Robotter og Pleje/).waitFor();
  await page.getByRole("button", { name: "Ret afdelinger og KLE-numre" }).click();
  await page.getByLabel("KLE-numre", { exact: true }).fill("54.15, 27.6");
  await page.getByRole("button", { name: "Gem", exact: true }).click();
  await page.getByText("27.6 er ikke et KLE-nummer.").waitFor();
  await isSound(hanne, "half a KLE number");
  await page.getByLabel("KLE-numre", { exact: true }).fill("54.15, 27");
  await picture(hanne, "person-numbers-da");
  await page.getByRole("button", { name: "Gem", exact: true }).click();
  await page.getByText(/Dækker løsninger med KLE 27 og 54.15, der hører til/).waitFor();
  const own = karen.page.getByText(/Dækker løsninger med KLE 27 og 54.15, der hører til/);
  await expect.poll(async () => {
    await karen.page.goto("/profil");
    return own.waitFor({ timeout: 5_000 }).then(() => "she is told", () => "not yet");
  }).toBe("she is told");
  await isSound(karen, "the profile of a local superuser");
  await picture(karen, "profile-local-da");
  await page.goto("/min-organisation/afdelinger");
  await page.getByText("5 afdelinger").waitFor();
  await expect.poll(() => page.getByRole("link", { name: "Karen Holmgaard" }).count()).toBe(2);
  await page.getByText("(kun KLE 27 og 54.15)").first().waitFor();
  await isSound(hanne, "departments");
  await picture(hanne, "departments-da");

  await page.getByRole("link", { name: "Grupper" }).click();
  await page.getByText("Giver ingenting").first().waitFor();
  await isSound(hanne, "groups");
  await picture(hanne, "groups-da");
  await page.getByRole("button", { name: "Ret Robotholdet" }).click();
  await page.getByRole("checkbox", { name: "Bidragyder" }).check();
  await page.getByRole("checkbox", { name: "Lokal superbruger" }).check();
  await isSound(hanne, "what a group gives");
  await picture(hanne, "group-da");
  await page.getByLabel("Afdeling", { exact: true }).selectOption({ label: "– Robotter" });
  await page.getByRole("button", { name: "Gem", exact: true }).click();
  await page.getByText("Robotholdet er gemt.").waitFor();
  await page.getByText("Dækker Robotter med alle underafdelinger.").waitFor();
  await page.goto("/min-organisation/afdelinger");
  await page.getByRole("link", { name: "alle i gruppen Robotholdet" }).waitFor();
  await open(hanne, "Karen Holmgaard");
  await page.getByText(/Kommer fra gruppen Robotholdet .* Dækker Robotter/).waitFor();
  await setActive(secret, known, false);
  await page.reload();
  await page.getByRole("alert").getByText(/Jeres eget system holder Karen/).waitFor();
  expect(await page.getByRole("button", { name: /^Luk (ude|ind)/ }).count()).toBe(0);
  await isSound(hanne, "somebody whom the organisation's own system keeps out");
  await picture(hanne, "person-kept-out-da");
  await page.getByRole("link", { name: "Alle brugere" }).click();
  await page.getByText("af jeres eget system").waitFor();
  await page.getByText("fra jeres login og fra gruppen Robotholdet").waitFor();
  await isSound(hanne, "people of whom one is kept out");
});

it("who administers nothing reads whom to ask, on every page", async () => {
  const karen = await arrive("Karen Holmgaard", "/min-organisation");
  const { page } = karen;
  await page.getByRole("link", { name: "Ledelsesrapport" }).waitFor();
  expect(await page.getByRole("link", { name: "Brugere" }).count()).toBe(0);
  for (const path of ["brugere", `brugere/${crypto.randomUUID()}`, "afdelinger", "grupper", "log"]) {
    await page.goto(`/min-organisation/${path}`);
    await page.getByRole("heading", { name: "Siden er ikke for dig" }).waitFor();
    await isSound(karen, `${path} without the right`);
  }
  await page.goto("/drift/log");
  await page.getByRole("heading", { name: "Siden er ikke for dig" }).waitFor();
  await isSound(karen, "the log of the installation without the right");
});

it("all of it can be read in English on a phone", async () => {
  const hanne = await arrive("Hanne Lyngsø", "/", { language: "en" });
  const { page } = hanne;
  await page.setViewportSize(NARROW);
  for (const [path, words] of [
    ["brugere", "Last signed in"],
    ["afdelinger", "5 departments"],
    ["grupper", "Robotholdet"],
    ["log?hvad=brugere", "gave Karen Holmgaard the role Superuser."],
  ] as const) {
    await page.goto(`/min-organisation/${path}`);
    await page.locator("main").getByText(words).first().waitFor({ state: "attached" });
    await isSound(hanne, `${path} in English at 320 pixels`);
    await picture(hanne, `${path.split("?")[0]}-en-320`);
  }
  await page.goto("/min-organisation/brugere");
  await page.getByRole("link", { name: "Karen Holmgaard" }).click();
  await page.getByRole("heading", { name: "What happened lately" }).waitFor();
  await isSound(hanne, "a person in English at 320 pixels");
  await picture(hanne, "person-en-320");
  await page.getByRole("button", { name: "Give a role" }).click();
  await page.getByRole("dialog").waitFor();
  await isSound(hanne, "giving a role in English at 320 pixels");
});
