import { useMemo } from "react";
import { useQuery } from "urql";
import { AllDocument } from "./documents.ts";
import { organisationOf, withSaved } from "./organisation.ts";

/** All organisations, also what was saved a moment ago. */
export function useAll() {
  const [{ data, error, fetching }, again] = useQuery({
    query: AllDocument,
    // A form that began with what is known no more would undo what another has saved.
    requestPolicy: "network-only",
  });
  const all = useMemo(() => data && withSaved(data.organisations.map(organisationOf)), [data]);
  return {
    all,
    error: error && !data && !fetching ? error : undefined,
    again: () => again({ requestPolicy: "network-only" }),
  };
}
