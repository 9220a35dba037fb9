import { initGraphQLTada } from "gql.tada";
import type { introspection } from "./schema.d.ts";

/** Documents typed by the schema that the gateway commits: a field that is not there fails `tsc`. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  disableMasking: true;
  scalars: { DateTime: string; Decimal: string; JSON: unknown; NaiveDate: string };
}>();

export type { FragmentOf, ResultOf, VariablesOf } from "gql.tada";
