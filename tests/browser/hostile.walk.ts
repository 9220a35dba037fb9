import { afterEach, expect, it } from "vitest";
import { isSound, signIn, type Visitor, visit } from "./browser.ts";

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

let visitor: Visitor;
afterEach(() => visitor.close());

it("nothing that is written into a field runs on any page that shows it", async () => {
  visitor = await visit();
  const { page } = visitor;
  await signIn(visitor, "Karen Holmgaard");
  const all = PAYLOADS.join("\n\n");
  const id = await page.evaluate(
    async ({ all, payloads }) => {
      const ask = async (query: string, input: unknown) => {
        const body = JSON.stringify({ query, variables: { input } });
        const headers = { "content-type": "application/json" };
        const answer = await (await fetch("/graphql", { method: "POST", headers, body })).json();
        const outcome = Object.values(answer.data ?? {})[0] as { refusal: unknown } | undefined;
        if (answer.errors || outcome?.refusal) throw new Error(JSON.stringify(answer));
      };
      const id = crypto.randomUUID();
      const write = (name: string, type: string, input: unknown) =>
        ask(`mutation($input: ${type}!) { ${name}(input: $input) { refusal { code message } } }`, input);
      await write("registerCase", "RegisterCaseInput", {
        id,
        basics: { title: payloads[0], summary: payloads[1], keywords: payloads.slice(0, 5), targetGroup: payloads[2] },
        story: { challenge: all, solution: all, keyElements: all, systemsToday: payloads.slice(0, 3) },
        workload: { comment: all },
        contact: { role: payloads[1] },
        spread: { toAdapt: all, reuseTips: payloads.slice(0, 3) },
        implementation: { technologies: payloads.slice(0, 2), technicalNotes: all },
        operation: { description: all },
        visibility: "MEMBERS",
      });
      await write("postComment", "PostCommentInput", { caseId: id, text: all.slice(0, 3000) });
      await write("reviseInternalNotes", "ReviseInternalNotesInput", { caseId: id, internal: { notes: all } });
      await write("defineGain", "DefineGainInput", {
        caseId: id,
        gain: { kind: "OTHER", metric: payloads[0], unit: "OTHER", unitLabel: payloads[2], note: payloads[1] },
      });
      return id;
    },
    { all, payloads: PAYLOADS },
  );
  const pages = [
    `/loesninger/${id}`,
    "/loesninger?q=script",
    "/loesninger?q=<img src=x onerror=window.ran=1>",
    "/loesninger?teknologi=<img src=x onerror=window.ran=1>",
    "/min-organisation",
    "/min-organisation?visning=tavle",
    "/",
    `/sammenlign?l=${id}`,
    `/loesninger/${id}/rediger/story`,
    "/loesninger?sorter=javascript:window.ran=1",
  ];
  for (const path of pages) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
    expect(await page.evaluate(() => (window as { ran?: number }).ran), path).toBeUndefined();
    expect(await page.locator("main a[href^='javascript' i], main a[href^='data' i]").count()).toBe(0);
    expect(await page.locator("main script, main iframe, main style").count(), path).toBe(0);
  }
  await page.goto(`/loesninger/${id}`);
  await page.getByRole("button", { name: "Vis historik" }).click();
  await page.getByText("Løsningen blev oprettet").waitFor();
  expect(await page.evaluate(() => (window as { ran?: number }).ran)).toBeUndefined();
  await isSound(visitor, "a case full of hostile texts");
});
