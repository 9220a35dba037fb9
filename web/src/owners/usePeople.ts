import { useQuery } from "urql";
import { graphql } from "../client/graphql.ts";
import type { Pick } from "../ui/Picker.tsx";

const PeopleDocument = graphql(`
  query People($search: String!) {
    people(search: $search) {
      id
      name
      email
    }
  }
`);

/** Colleagues whose name or e-mail has these letters; none for fewer than two letters. */
export function usePeople(search: string): Pick[] {
  const letters = search.trim();
  const pause = letters.length < 2;
  const [{ data }] = useQuery({ query: PeopleDocument, variables: { search: letters }, pause });
  if (pause) return [];
  return (data?.people ?? []).map(({ id, name, email }) => ({ id, name: name ?? "", note: email }));
}
