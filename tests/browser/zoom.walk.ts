import { afterEach, it } from "vitest";
import { isSound, picture, signIn, type Visitor, visit } from "./browser.ts";
import { fresh, makeCase, write } from "./making.ts";
import { loadDepartments, sendGroup, sendPerson, systemSecret } from "./provisioning.ts";

let visitor: Visitor;
afterEach(() => visitor.close());

/** What a window of 1280 pixels has at 200 %, and a phone of 320 pixels. */
const WIDTHS = [640, 320];

/** Looks at a page at each width. */
async function isSoundNarrow(path: string, language: string): Promise<void> {
  const { page } = visitor;
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 450 });
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
    await isSound(visitor, `${path} at ${width} pixels`);
    await picture(visitor, `zoom-${language}-${path.split(/[/?]/).at(-1)}-${width}`);
  }
}

for (const language of ["da", "en"] as const) {
  it(`no page of a case scrolls sideways at 200 % or 320 pixels, in ${language}`, async () => {
    visitor = await visit({ language });
    await signIn(visitor, "Birthe Vestergreen");
    const word = "Speciallægekonsulentvirksomhedsgodkendelsesordning";
    const address = await makeCase(visitor, fresh(word));
    const caseId = address.split("/").at(-1);
    const collectionId = crypto.randomUUID();
    const about = { title: fresh(word), summary: word };
    const start = { collectionId, kind: "SHARED", about, visibility: "MEMBERS" };
    await write(visitor, "startCollection", "StartCollectionInput", start);
    await write(visitor, "addToCollection", "CollectedCaseInput", { collectionId, caseId });
    const gone = await makeCase(visitor, fresh(word));
    const deleting = { caseId: gone.split("/").at(-1), reason: word };
    await write(visitor, "deleteCase", "DeleteCaseInput", deleting);
    for (const path of [
      address,
      `${address}/rediger`,
      `${address}/rediger/internal`,
      `${address}/som-den-var?version=1`,
      "/paraplyer",
      "/paraplyer/ny",
      `/paraplyer/${collectionId}`,
      `/paraplyer/${collectionId}/rediger`,
      "/loesninger/slettede",
      "/robotter",
      "/profil/beskeder",
      "/indbakke",
    ]) {
      await isSoundNarrow(path, language);
    }
  });
}

/** Pages of those who look after an organisation, or after all of Genvej. */
const OF_KEEPERS = {
  "Hanne Lyngsø": [
    "/min-organisation/login",
    "/min-organisation/login/ny",
    `/min-organisation/login/${Buffer.from("IdentityProvider:demo-29189668").toString("base64url")}`,
    "/min-organisation/programmer",
  ],
  "Signe Mosebjerg": [
    "/drift",
    "/drift/organisationer",
    "/drift/organisationer/99000007",
    "/drift/organisationer/99000007/login",
    "/drift/kommandoer",
  ],
};

it.each(
  Object.entries(OF_KEEPERS).flatMap(([name, paths]) =>
    (["da", "en"] as const).map((language) => ({ name, paths, language })),
  ),
)("no page of $name scrolls sideways at 200 % or 320 pixels, in $language", async (one) => {
  visitor = await visit({ language: one.language });
  await signIn(visitor, one.name);
  for (const path of one.paths) await isSoundNarrow(path, one.language);
});

it("no page of an administrator scrolls sideways at 200 % or 320 pixels", async () => {
  visitor = await visit();
  const { page } = visitor;
  await signIn(visitor, "Karen Holmgaard");
  await page.getByRole("button", { name: "Log ud" }).click();
  await page.getByRole("link", { name: "Log ind" }).waitFor();
  await signIn(visitor, "Hanne Lyngsø");
  const word = "Speciallægekonsulentvirksomhedsgodkendelsesordning";
  const secret = await systemSecret(visitor);
  loadDepartments(word);
  await sendGroup(secret, word, await sendPerson(secret, fresh("nobody")));
  await page.goto("/min-organisation/brugere?q=Karen");
  const address = await page.getByRole("link", { name: "Karen Holmgaard" }).getAttribute("href");
  for (const path of [
    "/min-organisation/brugere",
    address ?? "",
    "/min-organisation/afdelinger",
    "/min-organisation/grupper",
    "/min-organisation/log",
    "/profil",
    "/logget-ud",
  ]) {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 450 });
      await page.goto(path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
      await isSound(visitor, `${path} at ${width} pixels`);
      await picture(visitor, `zoom-administrator-${path.split("/").at(-1)}-${width}`);
    }
  }
});
