import { Entries } from "./EntriesPage.tsx";

/** What the organisations' work is done in. */
export function Component() {
  return <Entries catalogue="IT_SYSTEMS" />;
}
