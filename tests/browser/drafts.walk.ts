import { afterEach, expect, it } from "vitest";
import { isSound, picture, signIn, silenced, type Visitor, visit } from "./browser.ts";
import { fresh, makeCase } from "./making.ts";

const visitors: Visitor[] = [];
afterEach(async () => {
  for (const one of visitors.splice(0)) await one.close();
});

async function arrive(name: string, wishes = {}): Promise<Visitor> {
  const visitor = await visit(wishes);
  visitors.push(visitor);
  await signIn(visitor, name);
  return visitor;
}

it("a closed tab loses nothing of a section, a comment or a measurement", async () => {
  const karen = await arrive("Karen Holmgaard");
  const address = await makeCase(karen, fresh("Lukket fane"));
  const first = await karen.context.newPage();
  await first.goto(`${address}/rediger/story`);
  await first.getByLabel("Udfordring").fill("Her skrev jeg i en time.");
  await first.close();
  const second = await karen.context.newPage();
  await second.goto(address);
  await second.getByLabel("Skriv en kommentar").fill("Halvt skrevet");
  await second.close();
  const { page } = karen;
  await page.goto(`${address}/rediger/story`);
  await page.getByText("Din kladde er hentet frem").waitFor();
  expect(await page.getByLabel("Udfordring").inputValue()).toBe("Her skrev jeg i en time.");
  await isSound(karen, "a section whose draft is back");
  await page.goto(address);
  await page.getByText("Ikke udfyldt endnu:").waitFor();
  expect(await page.getByLabel("Skriv en kommentar").inputValue()).toBe("Halvt skrevet");
  await page.goto(`${address}/rediger/story`);
  await page.getByRole("button", { name: "Gem" }).click();
  await page.getByText("Afsnittet er gemt").waitFor();
  await page.getByText("Her skrev jeg i en time.").waitFor();
  await page.goto(`${address}/rediger/story`);
  await page.getByLabel("Udfordring").waitFor();
  expect(await page.getByText("Din kladde er hentet frem").count(), "a draft that is sent").toBe(0);
});

it("a lost network loses nothing, and what is sent again is there once", async () => {
  const karen = await arrive("Karen Holmgaard", { language: "en" });
  const { page } = karen;
  const address = await makeCase(karen, fresh("Lost network"));
  await page.goto(`${address}/rediger/spread`);
  await page.getByLabel("To adapt").fill("The chart of accounts");
  await karen.context.setOffline(true);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("There is no connection to Genvej").waitFor();
  expect(await page.getByLabel("To adapt").inputValue()).toBe("The chart of accounts");
  await isSound(silenced(karen), "a section without a network");
  await picture(karen, "offline-en");
  await karen.context.setOffline(false);
  await page.reload();
  await page.getByText("Your draft is back").waitFor();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("The section is saved").waitFor();
  await page.getByText("The chart of accounts").first().waitFor();
  await page.getByLabel("Write a comment").fill("Said once");
  // The answer is lost on its way, but what was sent has arrived.
  let lost = false;
  await page.route("**/graphql", async (route) => {
    const isComment = route.request().postData()?.includes("postComment");
    if (!isComment || lost) return route.continue();
    lost = true;
    await route.fetch();
    await route.abort();
  });
  await page.getByRole("button", { name: "Post comment" }).click();
  await page.getByText("There is no connection to Genvej").waitFor();
  await page.getByRole("button", { name: "Post comment" }).click();
  await page.getByText("The comment is posted.").waitFor();
  await page.reload();
  await page.getByRole("article").filter({ hasText: "Said once" }).waitFor();
  expect(await page.getByRole("article").filter({ hasText: "Said once" }).count()).toBe(1);
});

it("two people on the same section lose nothing, and are told what both have changed", async () => {
  const karen = await arrive("Karen Holmgaard");
  const birthe = await arrive("Birthe Vestergreen");
  const address = await makeCase(karen, fresh("To om det"));
  for (const { page } of [karen, birthe]) {
    await page.goto(`${address}/rediger/story`);
    await page.getByLabel("Udfordring").waitFor();
  }
  await birthe.page.getByLabel("Udfordring").fill("Birthes udfordring");
  await birthe.page.getByLabel("Løsning", { exact: true }).fill("Birthes løsning");
  await birthe.page.getByRole("button", { name: "Gem" }).click();
  await birthe.page.getByText("Afsnittet er gemt").waitFor();
  const { page } = karen;
  await page.getByLabel("Udfordring").fill("Karens udfordring");
  await page.getByLabel("Vigtigste elementer").fill("Karens elementer");
  await page.getByRole("button", { name: "Gem" }).click();
  await page.getByText("Andre har ændret afsnittet imens").waitFor();
  await page.getByText(/^I har begge ændret: Udfordring\./).waitFor();
  await page.getByRole("cell", { name: "Birthes udfordring" }).waitFor();
  expect(await page.getByLabel("Udfordring").inputValue()).toBe("Karens udfordring");
  expect(await page.getByLabel("Løsning", { exact: true }).inputValue()).toBe("Birthes løsning");
  expect(await page.getByLabel("Vigtigste elementer").inputValue()).toBe("Karens elementer");
  await isSound(karen, "a section that two have changed");
  await picture(karen, "two-editors-da");
  await page.getByRole("button", { name: "Gem" }).click();
  await page.getByText("Afsnittet er gemt").waitFor();
  for (const words of ["Karens udfordring", "Birthes løsning", "Karens elementer"]) {
    await page.getByText(words).first().waitFor();
  }
});

it("a session that ends while one writes loses nothing", async () => {
  const karen = await arrive("Karen Holmgaard");
  const { page } = karen;
  const address = await makeCase(karen, fresh("Sessionen slutter"));
  await page.goto(`${address}/rediger/story`);
  await page.getByLabel("Løsning", { exact: true }).fill("Skrevet, mens sessionen løb ud");
  await karen.context.clearCookies();
  await page.getByRole("button", { name: "Gem" }).click();
  await page.getByRole("alert").first().waitFor();
  expect(await page.getByLabel("Løsning", { exact: true }).inputValue()).toBe("Skrevet, mens sessionen løb ud");
  await signIn(karen, "Karen Holmgaard", `${address}/rediger/story`);
  await page.getByText("Din kladde er hentet frem").waitFor();
  await page.getByRole("button", { name: "Gem" }).click();
  await page.getByText("Afsnittet er gemt").waitFor();
  await page.getByText("Skrevet, mens sessionen løb ud").waitFor();
});
