import { afterEach, expect, it } from "vitest";
import { isSound, picture, signIn, type Visitor, visit } from "./browser.ts";
import { tabTo } from "./keys.ts";
import { write } from "./making.ts";

const visitors: Visitor[] = [];
afterEach(async () => {
  for (const one of visitors.splice(0)) await one.close();
});

async function arrive(name: string, path = "/"): Promise<Visitor> {
  const visitor = await visit();
  visitors.push(visitor);
  await signIn(visitor, name, path);
  return visitor;
}

/** The bare id of somebody whom the administrator looks after. */
function idOf({ page }: Visitor, search: string): Promise<string> {
  return page.evaluate(async (search) => {
    const query = `query($search: String) { administration {
      people(filter: { search: $search }) { nodes { id } } } }`;
    const answer = await fetch("/graphql", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query, variables: { search } }),
    });
    return (await answer.json()).data.administration.people.nodes[0].id as string;
  }, search);
}

it("an administrator reads who did what, by kind and by person", async () => {
  await arrive("Jonas Elkjær");
  const villy = await arrive("Villy Strandbæk", "/min-organisation");
  const { page } = villy;
  const personId = await idOf(villy, "Jonas");
  const role = "API_ADMINISTRATOR";
  await write(villy, "giveRole", "GiveRoleInput", { personId, role });
  await write(villy, "takeRole", "TakeRoleInput", { personId, role });
  await page.getByRole("link", { name: "Log", exact: true }).click();
  await page.getByText("Villy Strandbæk gav Jonas Elkjær rollen API-administrator.").first().waitFor();
  await page.getByText("Villy Strandbæk loggede ind.").first().waitFor();
  await isSound(villy, "the log in Danish");
  await picture(villy, "log-da");
  await page.getByLabel("Hvad").selectOption({ label: "Brugere og roller" });
  await page.getByText("Villy Strandbæk loggede ind.").first().waitFor({ state: "detached" });
  await page.getByText(/^Villy Strandbæk gav Jonas/).first().waitFor();
  await page.getByLabel("Hvad").selectOption({ label: "– Rolle fjernet" });
  await page.getByText(/^Villy Strandbæk gav Jonas/).first().waitFor({ state: "detached" });
  const taken = "Villy Strandbæk fjernede rollen API-administrator fra Jonas";
  await page.getByText(taken).first().waitFor();
  await page.getByLabel("Hvad").selectOption({ label: "– Gruppe ændret" });
  await page.getByRole("heading", { name: "Der er ikke sket noget af den slags" }).waitFor();
  await isSound(villy, "a log with nothing of the kind");
  await page.getByLabel("Hvad").selectOption({ label: "Alt" });
  await page.getByText("Villy Strandbæk loggede ind.").first().waitFor();
  await tabTo(page, "Kun om en person");
  await page.keyboard.type("Jonas");
  await page.getByRole("option", { name: /Jonas Elkjær/ }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByText("Villy Strandbæk loggede ind.").first().waitFor({ state: "detached" });
  await page.getByText("Jonas Elkjær loggede ind.").first().waitFor();
  await isSound(villy, "the log of one person");
  await page.reload();
  await page.getByRole("button", { name: "Fjern Kun om Jonas Elkjær" }).click();
  await page.getByText("Villy Strandbæk loggede ind.").first().waitFor();
  await page.getByRole("link", { name: "Jonas Elkjær" }).first().click();
  await page.getByRole("heading", { name: "Jonas Elkjær", level: 1 }).waitFor();
  await page.getByRole("link", { name: "Alt om Jonas Elkjær i loggen" }).click();
  await page.getByRole("button", { name: "Fjern Kun om Jonas Elkjær" }).waitFor();
});

// What is written is there for a second try too, which would else have more pages.
let isLong = false;

it("a long log is read a page at a time", async () => {
  const villy = await arrive("Villy Strandbæk");
  const { page } = villy;
  const personId = await idOf(villy, "Jonas");
  for (let times = 0; times < 16 && !isLong; times += 1) {
    await write(villy, "giveRole", "GiveRoleInput", { personId, role: "API_ADMINISTRATOR" });
    await write(villy, "takeRole", "TakeRoleInput", { personId, role: "API_ADMINISTRATOR" });
  }
  isLong = true;
  await page.goto("/min-organisation/log?hvad=brugere");
  await expect.poll(() => page.getByRole("row").count()).toBe(31);
  const first = await page.getByRole("row").nth(1).textContent();
  await tabTo(page, "Næste");
  await page.keyboard.press("Enter");
  await page.getByText("Side 2").waitFor();
  await expect.poll(() => page.getByRole("row").count()).toBeLessThan(31);
  await page.waitForFunction(() => document.activeElement?.textContent === "Side 2");
  await isSound(villy, "the second page of a log");
  await page.getByRole("button", { name: "Forrige" }).click();
  await expect.poll(() => page.getByRole("row").nth(1).textContent()).toBe(first);
  expect(await page.getByRole("row").count()).toBe(31);
});

it("a kind that is unknown here is told by its code", async () => {
  const villy = await arrive("Villy Strandbæk");
  const { page } = villy;
  await page.route("**/graphql", async (route) => {
    if (!route.request().postData()?.includes("query AuditLog")) return route.continue();
    const answer = await route.fetch();
    const text = (await answer.text()).replaceAll('"kind":"signed_in"', '"kind":"moon_landed"');
    await route.fulfill({ response: answer, body: text });
  });
  await page.goto("/min-organisation/log");
  await page.getByText("moon_landed").first().waitFor();
  await isSound(villy, "a log with an unknown kind");
});

it("an operator reads the log of the installation, in both languages", async () => {
  const signe = await arrive("Signe Mosebjerg", "/drift/log");
  const { page } = signe;
  await page.getByText(/Genvej fik en ny nøgle at underskrive med/).waitFor();
  await isSound(signe, "the log of the installation in Danish");
  await picture(signe, "drift-log-da");
  await page.getByRole("button", { name: "English" }).click();
  await page.getByText(/Genvej got a new key to sign with/).waitFor();
  await page.setViewportSize({ width: 320, height: 800 });
  await isSound(signe, "the log of the installation in English at 320 pixels");
});
