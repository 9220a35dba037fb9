import { afterEach, expect, it } from "vitest";
import { isSound, signIn, type Visitor, visit } from "./browser.ts";
import { fill } from "./filling.ts";
import { makeCase, write } from "./making.ts";
import { loadDepartments, sendGroup, sendPerson, systemSecret } from "./provisioning.ts";
import { startProvider } from "./openid.ts";

/** Texts that would run in a page that trusts them. */
const PAYLOADS = [
  "<script>window.ran=1</script>",
  "<img src=x onerror=window.ran=1>",
  "<svg onload=window.ran=1>",
  "<iframe srcdoc='<script>parent.ran=1</script>'>",
  "<a href='javascript:window.ran=1'>klik</a>",
  "[klik](javascript:window.ran=1)",
  "[klik](JaVaScRiPt:window.ran=1)",
  "[klik](data:text/html,<script>window.ran=1</script>)",
  '![x](x"onerror="window.ran=1)',
  "<mark><img src=x onerror=window.ran=1></mark>",
  "</mark><script>window.ran=1</script><mark>",
  "{{constructor.constructor('window.ran=1')()}}",
  "<details open ontoggle=window.ran=1>",
  "<math><mi xlink:href='javascript:window.ran=1'>x</mi></math>",
  "<style>@import 'javascript:window.ran=1'</style>",
  "<input autofocus onfocus=window.ran=1>",
  "'\"><script>window.ran=1</script>",
  "<form action=javascript:window.ran=1><button>x</button></form>",
  "<base href='javascript:window.ran=1//'>",
  "<noscript><p title='</noscript><img src=x onerror=window.ran=1>'>",
];

const TEXTS = { long: PAYLOADS.join("\n\n"), short: PAYLOADS };

/** Fields that the server takes no such text in, each for a reason of its own: codes, addresses. */
const TAKE_NONE = [
  "basics.form",
  "basics.kla",
  "basics.kle",
  "contact.mailbox",
  "contact.telephone",
  "contact.website",
  "links.entries.url",
];

/** Mutations of the sections of a case, each with the part that it takes. */
const SECTIONS = [
  ["reviseBasics", "basics"],
  ["describeStory", "story"],
  ["estimateWorkload", "workload"],
  ["describeImplementation", "implementation"],
  ["describeOperation", "operation"],
  ["describeValue", "value"],
  ["describeSpread", "spread"],
  ["recordResources", "resources"],
  ["reviseContact", "contact"],
  ["reviseLinks", "links"],
  ["reviseInternalNotes", "internal"],
] as const;

const visitors: Visitor[] = [];
afterEach(async () => {
  for (const one of visitors.splice(0)) await one.close();
});

async function arrive(name: string): Promise<Visitor> {
  const visitor = await visit();
  visitors.push(visitor);
  await signIn(visitor, name);
  return visitor;
}

/** A case with a hostile text in every field that takes one, with all that lies beside a case. */
async function hostileCase(owner: Visitor): Promise<{ id: string; refused: string[] }> {
  const id = crypto.randomUUID();
  const [title = "", summary = ""] = PAYLOADS;
  const basics = { title, summary };
  await write(owner, "registerCase", "RegisterCaseInput", { id, basics, visibility: "MEMBERS" });
  const refused: string[] = [];
  const put = async (mutation: string, part: string, rest = {}) =>
    refused.push(...(await fill(owner, mutation, part, { caseId: id, ...rest }, TEXTS)));
  for (const [mutation, part] of SECTIONS) await put(mutation, part);
  await put("changeStatus", "reason", { status: "FAILED" });
  await put("postComment", "text");
  const gainId = crypto.randomUUID();
  await put("defineGain", "gain", { gainId });
  await put("measureGain", "measurement", { gainId, measurementId: crypto.randomUUID() });
  await put("declareReuse", "externalName", { degree: "INSPIRED" });
  await attach(owner, id);
  return { id, refused };
}

/** A file whose name is as hostile as a name can be. */
async function attach({ page }: Visitor, id: string): Promise<void> {
  const status = await page.evaluate(
    async ({ id, name }) => {
      const asked = new URLSearchParams({ id: crypto.randomUUID(), name, shared: "true" });
      const address = `/api/v1/cases/${id}/attachments?${asked}`;
      const headers = { "content-type": "application/octet-stream" };
      return (await fetch(address, { method: "POST", headers, body: "Vejledning" })).status;
    },
    { id, name: "<img src=x onerror=window.ran=1>.txt" },
  );
  expect(status).toBe(201);
}

/** Nothing ran, and nothing could: no scripts, no frames, no links that are programs. */
async function isHarmless({ page }: Visitor, what: string): Promise<void> {
  expect(await page.evaluate(() => (window as { ran?: number }).ran), what).toBeUndefined();
  const links = "main a[href^='javascript' i], main a[href^='data' i]";
  expect(await page.locator(links).count(), what).toBe(0);
  const markup = "main script, main iframe, main style, main base, main [onerror], main [onload]";
  expect(await page.locator(markup).count(), what).toBe(0);
}

/** Goes to a page and opens all that is folded up there; later again where too much was asked. */
async function look(visitor: Visitor, path: string): Promise<void> {
  const { page } = visitor;
  const tooMuch = async () => {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
    return page.getByText("For mange forespørgsler").count();
  };
  await expect.poll(tooMuch, { timeout: 60_000, interval: 4000 }).toBe(0);
  await page.locator("main details").evaluateAll((all) => {
    for (const one of all) (one as HTMLDetailsElement).open = true;
  });
  await isHarmless(visitor, path);
}

/** The same of a page that shows what was written: it is there, as the text that it is. */
async function lookAtTexts(visitor: Visitor, path: string): Promise<void> {
  await look(visitor, path);
  await visitor.page.locator("main").getByText("window.ran=1").first().waitFor();
  await isHarmless(visitor, path);
}

it("nothing that is written into a field runs on any page that shows it", async () => {
  const birthe = await arrive("Birthe Vestergreen");
  const jonas = await arrive("Jonas Elkjær");
  const { id, refused } = await hostileCase(birthe);
  expect(refused.toSorted(), "fields that take no such text").toEqual(TAKE_NONE);
  await fill(jonas, "sendEnquiry", "subject", { caseId: id, text: TEXTS.long }, TEXTS);
  await fill(jonas, "reportError", "text", { caseId: id }, TEXTS);
  const collectionId = crypto.randomUUID();
  const start = { collectionId, kind: "SHARED", visibility: "MEMBERS", contact: { role: PAYLOADS[1] } };
  const ofCollection = await fill(birthe, "startCollection", "about", start, TEXTS);
  expect(ofCollection.toSorted()).toEqual(["about.form", "about.kle"]);
  await write(birthe, "addToCollection", "CollectedCaseInput", { collectionId, caseId: id });
  const deleted = await makeCase(birthe, PAYLOADS[2] ?? "");
  await fill(birthe, "deleteCase", "reason", { caseId: deleted.split("/").at(-1) }, TEXTS);
  await fill(birthe, "createRobotToken", "name", { caseIds: [id] }, TEXTS);
  await fill(birthe, "saveSearch", "name", { searchId: crypto.randomUUID(), text: "robot" }, TEXTS);
  const peder = await arrive("Peder Stenlund");
  const welcome = { da: TEXTS.long, en: TEXTS.long };
  await write(peder, "reviseFrontPage", "ReviseFrontPageInput", welcome);

  for (const path of [
    "/",
    `/loesninger/${id}`,
    "/loesninger?q=script",
    "/min-organisation",
    "/min-organisation?visning=tavle",
    `/sammenlign?l=${id}`,
    `/loesninger/${id}/rediger`,
    `/loesninger/${id}/som-den-var?version=4`,
    "/loesninger/slettede",
    "/paraplyer",
    `/paraplyer/${collectionId}`,
    "/robotter",
    "/indbakke",
  ]) {
    await lookAtTexts(birthe, path);
  }
  for (const path of [
    "/loesninger?q=<img src=x onerror=window.ran=1>",
    "/loesninger?teknologi=<img src=x onerror=window.ran=1>",
    "/loesninger?sorter=javascript:window.ran=1",
    ...SECTIONS.map(([, part]) => `/loesninger/${id}/rediger/${part}`),
    `/paraplyer/${collectionId}/rediger`,
    `/robotter?loesning=${id}`,
    "/l/<img src=x onerror=window.ran=1>",
    `/loesninger/${id}/som-den-var?dag=<img src=x onerror=window.ran=1>`,
  ]) {
    await look(birthe, path);
  }
  for (const path of [`/loesninger/${id}`, `/paraplyer/${collectionId}`, "/indbakke"]) {
    await lookAtTexts(jonas, path);
  }
  // Another session, which has asked for nothing yet.
  const again = await arrive("Birthe Vestergreen");
  const { page } = again;
  await look(again, `/loesninger/${id}`);
  await page.getByRole("button", { name: "Vis historik" }).click();
  await page.getByText("Beskrivelsen blev ændret").first().waitFor();
  await page.getByText("Sammenlign to versioner").click();
  await page.locator(".past").getByRole("table").first().waitFor();
  await isHarmless(again, "the history of a hostile case");
  await lookAtTexts(peder, "/");
  await peder.page.getByRole("button", { name: "Ret velkomsten" }).click();
  await peder.page.getByRole("button", { name: "Vis, hvordan den ser ud" }).click();
  await peder.page.locator(".front-preview-parts").waitFor();
  await isHarmless(peder, "the welcome as a form");
  await write(peder, "reviseFrontPage", "ReviseFrontPageInput", { da: "", en: "" });
  // Too much was asked on the way, which is no fault here; the policy must not have said a word.
  for (const visitor of [birthe, jonas]) {
    const said = visitor.complaints.filter((one) => !one.startsWith("Failed to load resource"));
    expect(said).toEqual([]);
    visitor.complaints.length = 0;
  }
  await isSound(again, "a case full of hostile texts");
  await page.setViewportSize({ width: 320, height: 800 });
  await isSound(again, "a case full of hostile texts at 320 pixels");
});

it("nothing that is written of programs, providers and organisations runs, nor what a provider sends", async () => {
  const hanne = await arrive("Hanne Lyngsø");
  const provider = await startProvider({ sub: PAYLOADS[1], name: PAYLOADS[0], note: PAYLOADS });
  for (const name of PAYLOADS.slice(0, 5)) {
    const client = { name, scopes: ["READ_CASES"] };
    await write(hanne, "createApiClient", "CreateApiClientInput", client);
  }
  const { issuer, clientId, clientSecret } = provider;
  const claimMap = { name: "name", organisation: [PAYLOADS[0]], roles: PAYLOADS[1] };
  const hostile = { label: PAYLOADS[1], issuer, clientId, clientSecret, active: false, claimMap };
  await write(hanne, "saveIdentityProvider", "SaveIdentityProviderInput", hostile);
  await lookAtTexts(hanne, "/min-organisation/programmer");
  await lookAtTexts(hanne, "/min-organisation/login");
  const { page } = hanne;
  await page.getByRole("link", { name: /^Ret .*onerror/ }).last().click();
  await page.getByRole("button", { name: "Prøv login" }).click();
  await page.getByRole("region", { name: "Sådan gik prøven" }).waitFor();
  await page.getByText(/^Alle \d+ claims, der kom$/).click();
  await isHarmless(hanne, "a trial with hostile claims");
  await isSound(hanne, "a trial with hostile claims");
  await page.setViewportSize({ width: 320, height: 800 });
  await isSound(hanne, "a trial with hostile claims at 320 pixels");
  await provider.close();
  const signe = await arrive("Signe Mosebjerg");
  const named = { cvr: "88999999", name: PAYLOADS[1], kind: "STATE" };
  await write(signe, "saveOrganisation", "SaveOrganisationInput", named);
  const isThere = async () => {
    await look(signe, "/drift/organisationer?q=88999999");
    return signe.page.getByRole("link", { name: "onerror" }).count();
  };
  await expect.poll(isThere, { timeout: 90_000, interval: 5000 }).toBe(1);
  await isHarmless(signe, "an organisation with a hostile name");
});

it("nothing that an organisation's own system or a browser says runs on an administrator's pages", async () => {
  const karen = await arrive("Karen Holmgaard");
  await karen.page.close();
  const hanne = await visit({ agent: PAYLOADS[1] ?? "" });
  visitors.push(hanne);
  const { page } = hanne;
  await signIn(hanne, "Hanne Lyngsø");
  const secret = await systemSecret(hanne);
  loadDepartments(PAYLOADS[0]);
  const known = await sendPerson(secret, "consultant-randers");
  for (const name of PAYLOADS) await sendGroup(secret, name, known);
  await page.goto("/min-organisation/brugere?q=Karen");
  const address = await page.getByRole("link", { name: "Karen Holmgaard" }).getAttribute("href");
  for (const path of [address ?? "", "/min-organisation/afdelinger", "/min-organisation/grupper", "/profil"]) {
    await lookAtTexts(hanne, path);
  }
  for (const path of [
    "/min-organisation/log?hvad=<img src=x onerror=window.ran=1>",
    "/min-organisation/log?person=<img src=x onerror=window.ran=1>",
    "/min-organisation/brugere?q=<img src=x onerror=window.ran=1>&rolle=javascript:window.ran=1",
    "/min-organisation/brugere/<img src=x onerror=window.ran=1>",
  ]) {
    await look(hanne, path);
  }
  await page.goto("/min-organisation/grupper");
  await page.getByRole("button", { name: /^Ret/ }).first().click();
  await page.getByRole("dialog").waitFor();
  await isHarmless(hanne, "what a hostile group gives");
  const said = hanne.complaints.filter((one) => !one.startsWith("Failed to load resource"));
  expect(said).toEqual([]);
});
