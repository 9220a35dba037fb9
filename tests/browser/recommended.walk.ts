import { afterEach, expect, it } from "vitest";
import { isSound, picture, signIn, silenced, type Visitor, visit } from "./browser.ts";
import { fresh, makeCase, write } from "./making.ts";

let visitor: Visitor;
afterEach(() => visitor.close());

it("a superuser is asked for the profile, fills it in, and is shown what suits them and why", async () => {
  const technology = fresh("Nattevagt");
  visitor = await visit();
  const { page } = visitor;
  await signIn(visitor, "Birthe Vestergreen");
  const address = await makeCase(visitor, fresh("Besøg om natten"));
  const caseId = address.split("/").at(-1);
  const implementation = { technologies: [technology] };
  const described = { caseId, implementation };
  await write(visitor, "describeImplementation", "DescribeImplementationInput", described);
  await page.getByRole("button", { name: "Log ud" }).click();
  await page.getByRole("link", { name: "Log ind" }).waitFor();

  await signIn(visitor, "Mogens Rugholt");
  await write(visitor, "describeOrganisation", "DescribeOrganisationInput", { profile: {} });
  await page.reload();
  const heading = page.getByRole("heading", { name: "Anbefalet til Syddjurs Kommune" });
  await heading.waitFor();
  await isSound(visitor, "the front page of somebody whose organisation says nothing of itself");
  await page.getByRole("link", { name: "Udfyld jeres profil" }).click();
  await page.getByLabel("Teknologier, I bruger").fill(`Sensorer\n${technology}`);
  await page.getByRole("button", { name: "Gem Profil" }).click();
  await page.getByText("Profilen er gemt").waitFor();

  await page.goto("/");
  await heading.waitFor();
  const card = page.getByRole("article").filter({ hasText: `Teknologier, I bruger: ${technology}` });
  await card.waitFor();
  await isSound(visitor, "the front page with what is recommended");
  await picture(visitor, "recommended-front-da");
  await page.goto("/min-organisation");
  await heading.waitFor();
  await card.waitFor();
  expect(await card.getByRole("link").getAttribute("href")).toBe(address);
  await isSound(visitor, "one's organisation with what is recommended");
  await picture(visitor, "recommended-organisation-da");
  for (const path of ["/min-organisation", "/"]) {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(path);
    await page.getByRole("button", { name: "English" }).click();
    await page.setViewportSize({ width: 320, height: 800 });
    await page.getByRole("heading", { name: "Recommended for Syddjurs Kommune" }).waitFor();
    await page.getByText("Technologies that you use").first().waitFor();
    await isSound(visitor, `what is recommended at ${path} in English at 320 pixels`);
    await picture(visitor, `recommended-en-320${path.replace("/", "-")}`);
  }
});

it("who cannot fill in the profile reads who can, and the front page leaves it out", async () => {
  visitor = await visit();
  const { page } = visitor;
  await signIn(visitor, "Anton Skovdal", "/min-organisation");
  await page.getByRole("heading", { name: "Anbefalet til Kolding Kommune" }).waitFor();
  await page.getByText("Administratorer og superbrugere i din organisation").waitFor();
  await isSound(visitor, "an organisation that says nothing of itself");
  await page.getByRole("link", { name: "Se jeres profil" }).waitFor();
  const answered = page.waitForResponse(
    (response) => response.request().postData()?.includes("recommended(") ?? false,
  );
  await page.goto("/");
  await answered;
  await page.getByRole("heading", { name: "Nyt i Genvej" }).waitFor();
  await page
    .getByRole("heading", { name: "Anbefalet til Kolding Kommune" })
    .waitFor({ state: "detached" });
});

it("when what is recommended cannot be fetched the page says so and tries again", async () => {
  visitor = await visit();
  const { page } = visitor;
  await signIn(visitor, "Anton Skovdal");
  await page.route("**/graphql", (route) =>
    route.request().postData()?.includes("recommended(") ? route.abort() : route.continue(),
  );
  await page.goto("/min-organisation");
  await page.getByText("Der er ingen forbindelse til Genvej").waitFor();
  await isSound(silenced(visitor), "one's organisation without what is recommended");
  await page.unroute("**/graphql");
  await page.getByRole("button", { name: "Prøv igen" }).click();
  await page.getByText("Administratorer og superbrugere i din organisation").waitFor();
});
