import { useQuery } from "urql";
import { type Catalogue, OfferedDocument } from "./documents.ts";

/** Entries of a catalogue whose name has these letters; nothing is asked for none. */
export function useOffered(catalogue: Catalogue, search: string) {
  const letters = search.trim();
  const [{ data, error, fetching }] = useQuery({
    query: OfferedDocument,
    variables: {
      search: letters,
      technologies: catalogue === "TECHNOLOGIES",
      systems: catalogue === "IT_SYSTEMS",
    },
    pause: letters === "",
  });
  const found = letters === "" ? undefined : (data?.technologies ?? data?.itSystems)?.nodes;
  return { found, error, fetching };
}
