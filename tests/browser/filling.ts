import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  buildSchema,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from "graphql";
import type { Visitor } from "./browser.ts";

const path = fileURLToPath(new URL("../../services/gateway/schema.graphql", import.meta.url));
const schema = buildSchema(readFileSync(path, "utf8"));

/** Texts for the fields of an input: a long one where there is room, short ones elsewhere. */
export interface Texts {
  long: string;
  short: readonly string[];
}

/** What the server said of a field: its path and the rule that it breaks. */
interface Problem {
  field: string;
  rule: string;
}

/** What is known of fields so far: which take only a short text, and which take none of these. */
class Known {
  readonly short = new Set<string>();
  readonly none = new Set<string>();
  private readonly numbers = new Set<string>();
  private at = 0;
  constructor(private readonly texts: Texts) {}

  text(path: string): string | null {
    const plain = withoutPlaces(path);
    if (this.none.has(plain)) return null;
    if (!this.short.has(plain)) return this.texts.long;
    this.at += 1;
    return this.texts.short[this.at % this.texts.short.length] ?? "";
  }

  /** A number where the server asks for one. */
  number(path: string, type: GraphQLInputType): unknown {
    const plain = withoutPlaces(path);
    this.numbers.add(plain);
    return this.short.has(plain) && !this.none.has(plain) ? required(type) : null;
  }

  /** The texts that are left out. */
  refused(): string[] {
    return [...this.none].filter((path) => !this.numbers.has(path));
  }

  /** Gives way where the server says no: first to a short text, then to none. */
  learn(plain: string) {
    if (this.short.has(plain)) this.none.add(plain);
    else this.short.add(plain);
  }
}

/** A path without the places in lists: the entries of one list are alike. */
function withoutPlaces(path: string): string {
  return path.replace(/\[\d+\]/g, "");
}

/** A value of a type with a text in every field that takes one. */
function filled(type: GraphQLInputType, path: string, known: Known): unknown {
  if (isNonNullType(type)) return filled(type.ofType, path, known) ?? required(type.ofType);
  if (isListType(type)) {
    const inside = isNonNullType(type.ofType) ? type.ofType.ofType : type.ofType;
    const entries = [0, 1].map((at) => filled(inside, `${path}[${at}]`, known));
    return entries.filter((one) => one !== null);
  }
  if (isInputObjectType(type)) return object(type, path, known);
  if (isEnumType(type)) return null;
  return type.name === "String" ? known.text(path) : known.number(path, type);
}

function object(type: GraphQLInputObjectType, path: string, known: Known): unknown {
  const entries = Object.values(type.getFields()).map((field) => {
    const inside = path ? `${path}.${field.name}` : field.name;
    return [field.name, filled(field.type, inside, known)];
  });
  // What has no text in it is left out, unless the whole would not be taken without it.
  const kept = entries.filter(([name, value]) => {
    const { type: wanted, defaultValue } = type.getFields()[String(name)] ?? {};
    return value !== null || (isNonNullType(wanted) && defaultValue === undefined);
  });
  return Object.fromEntries(kept);
}

function required(type: GraphQLInputType): unknown {
  if (isEnumType(type)) return type.getValues().at(-1)?.value ?? null;
  if (isListType(type)) return [];
  if (!("name" in type)) return null;
  return { Decimal: "1", Int: 1, NaiveDate: "2026-01-01", String: "https://genvej.example/" }[type.name] ?? null;
}

/**
 * Writes with a text in every field of `part` of the input, as far as the server takes one. Gives
 * the paths of those that take neither a long nor a short one.
 */
export async function fill(
  { page }: Visitor,
  mutation: string,
  part: string,
  rest: Record<string, unknown>,
  texts: Texts,
): Promise<string[]> {
  const field = schema.getMutationType()?.getFields()[mutation];
  const wrapped = field?.args[0]?.type;
  const input = wrapped && isNonNullType(wrapped) ? wrapped.ofType : wrapped;
  if (!input || !isInputObjectType(input)) throw new Error(`there is no mutation ${mutation}`);
  const type = input.getFields()[part]?.type;
  if (!type) throw new Error(`${mutation} has no ${part}`);
  const known = new Known(texts);
  const query = `mutation($input: ${input.name}!) { ${mutation}(input: $input) { refusal { code message fields { field rule } } } }`;
  for (let tries = 0; tries < 6; tries += 1) {
    const variables = { input: { ...rest, [part]: filled(type, part, known) } };
    const said = await page.evaluate(
      async (body) => {
        const headers = { "content-type": "application/json" };
        return (await fetch("/graphql", { method: "POST", headers, body })).json();
      },
      JSON.stringify({ query, variables }),
    );
    const outcome = Object.values(said.data ?? {})[0] as
      | { refusal: { code: string; fields: Problem[] } | null }
      | undefined;
    if (!outcome) throw new Error(`${mutation}: ${JSON.stringify(said.errors)}`);
    if (!outcome.refusal) return known.refused();
    const { fields, code } = outcome.refusal;
    if (fields.length === 0) throw new Error(`${mutation} was refused: ${code}`);
    for (const plain of new Set(fields.map((one) => withoutPlaces(one.field)))) {
      // Of a text that stands alone in its input the server says in which part of a case it is.
      known.learn(plain.endsWith(`.${part}`) ? part : plain);
    }
  }
  throw new Error(`${mutation} was never taken: ${JSON.stringify(known.refused())}`);
}
