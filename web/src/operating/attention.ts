import { hasEnded, type Organisation } from "./organisation.ts";

/** What needs whoever runs the installation. */
export type Need =
  | { what: "leftOver"; name: string; cvr: string; count: number }
  | { what: "noSuccessor" | "noMembers"; name: string; cvr: string }
  | { what: "unpublished"; quarter: string };

interface Seen {
  all: readonly Organisation[];
  /** How many cases each organisation leads, by its number. */
  cases: ReadonlyMap<string, number>;
  /** The last quarter that is over, where nobody has published it. */
  unpublished: string | null;
  today: string;
}

/** What needs somebody, as far as can be seen, the most urgent first. */
export function needs({ all, cases, unpublished, today }: Seen): Need[] {
  const about = ({ name, cvr }: Organisation) => ({ name, cvr });
  const left = all.filter((one) => hasEnded(one, today) && (cases.get(one.cvr) ?? 0) > 0);
  const alone = all.filter((one) => one.validTo && !one.successor);
  const empty = all.filter((one) => one.kind === "ASSOCIATION" && one.members.length === 0);
  return [
    ...left.map((one) => ({
      what: "leftOver" as const,
      ...about(one),
      count: cases.get(one.cvr) ?? 0,
    })),
    ...alone.map((one) => ({ what: "noSuccessor" as const, ...about(one) })),
    ...(unpublished ? [{ what: "unpublished" as const, quarter: unpublished }] : []),
    ...empty.map((one) => ({ what: "noMembers" as const, ...about(one) })),
  ];
}
