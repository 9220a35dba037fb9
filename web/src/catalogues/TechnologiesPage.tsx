import { Entries } from "./EntriesPage.tsx";

/** What automation is made with. */
export function Component() {
  return <Entries catalogue="TECHNOLOGIES" />;
}
