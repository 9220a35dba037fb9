import type { Visitor } from "./browser.ts";

/** Writes with the API as the person that the browser is signed in as. */
export async function write(
  { page }: Visitor,
  mutation: string,
  type: string,
  input: unknown,
): Promise<void> {
  await page.evaluate(
    async ({ mutation, type, input }) => {
      const query = `mutation($input: ${type}!) { ${mutation}(input: $input) { refusal { code message fields { message } } } }`;
      const answer = await fetch("/graphql", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query, variables: { input } }),
      });
      const said = await answer.json();
      const outcome = Object.values(said.data ?? {})[0] as { refusal: unknown } | undefined;
      if (said.errors || !outcome || outcome.refusal) throw new Error(JSON.stringify(said));
    },
    { mutation, type, input },
  );
}

/** A title that no earlier walk on the same product has taken. */
export const fresh = (title: string) => `${title} ${Date.now() % 1_000_000}`;

/** Registers a case, and gives the address of its page. */
export async function makeCase(
  visitor: Visitor,
  title: string,
  more: Record<string, unknown> = {},
): Promise<string> {
  const id = crypto.randomUUID();
  await write(visitor, "registerCase", "RegisterCaseInput", {
    id,
    basics: { title, summary: "En robot gør det, som folk gjorde i hånden." },
    visibility: "MEMBERS",
    ...more,
  });
  return `/loesninger/${id}`;
}
