import { Link, useSearchParams } from "react-router";
import { useQuery } from "urql";
import { type CaseData, CaseDocument } from "../case/document.ts";
import { caseAddress } from "../cases/address.ts";
import { cases as words } from "../cases/texts.ts";
import { hoursMeasured } from "../gains/sums.ts";
import { useSpeech } from "../texts/language.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { Scrolls } from "../ui/Scrolls.tsx";
import { compare } from "./texts.ts";

/** Up to four cases side by side. */
export function Component() {
  const { t } = useSpeech();
  const [params] = useSearchParams();
  const ids = [...new Set(params.getAll("l"))].slice(0, 4);
  // Hooks are asked in the same number each time, whatever stands in the address.
  const asked = [useOne(ids[0]), useOne(ids[1]), useOne(ids[2]), useOne(ids[3])];
  const found = asked.flatMap(({ result }) => result.data?.case ?? []);
  const waits = asked.some(({ result }) => result.fetching && !result.data);
  const error = asked.map(({ result }) => (result.data ? undefined : result.error)).find(Boolean);
  const retry = () => {
    for (const { result, again } of asked) if (result.error) again();
  };
  return (
    <Page title={t(compare.title)} lead={t(compare.lead)}>
      {waits && <Loading lines={8} />}
      {!waits && error && <Failed error={error} retry={retry} />}
      {!waits && !error && found.length === 0 && (
        <Empty heading={t(compare.none)}>
          <p>{t(compare.noneWhy)}</p>
          <Link to="/loesninger">{t(words.title)}</Link>
        </Empty>
      )}
      {!waits && found.length > 0 && <Table found={found} />}
    </Page>
  );
}

function useOne(id: string | undefined) {
  const [result, ask] = useQuery({
    query: CaseDocument,
    variables: { id: id ?? "" },
    pause: id === undefined,
  });
  return { result, again: () => ask({ requestPolicy: "network-only" }) };
}

function Table({ found }: { found: CaseData[] }) {
  const { t } = useSpeech();
  const rows = useRows();
  return (
    <Scrolls label={t(compare.table)}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">
              <span className="sr-only">{t(compare.field)}</span>
            </th>
            {found.map((one) => (
              <th key={one.id} scope="col">
                <Link to={caseAddress(one.id)}>{one.basics.title}</Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, of }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {found.map((one) => (
                <td key={one.id}>{of(one) || "–"}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}

interface Row {
  name: string;
  of: (one: CaseData) => string | null | undefined;
}

function useRows(): Row[] {
  const { t, f, l } = useSpeech();
  const hours = (value: string | number | null) => (value === null ? null : f.number(value));
  return [
    { name: t(compare.lead_), of: (one) => one.lead.name },
    { name: l.field("basics.summary"), of: (one) => one.basics.summary },
    { name: l.field("phase"), of: (one) => l.of("Phase", one.phase) },
    { name: l.field("status"), of: (one) => l.of("Status", one.status) },
    { name: l.field("basics.kind"), of: (one) => l.of("CaseKind", one.basics.kind) },
    { name: t(compare.expected), of: (one) => hours(one.workload.expectedHoursPerYear) },
    { name: t(compare.measured), of: (one) => hours(hoursMeasured(one.gains)) },
    {
      name: l.field("implementation.technologies"),
      of: (one) => one.implementation.technologies.join(", "),
    },
    { name: l.field("implementation.systems"), of: (one) => one.implementation.systems.join(", ") },
    { name: l.field("implementation.vendor"), of: (one) => one.implementation.vendor },
    {
      name: l.field("story.preconditions"),
      of: (one) => one.story.preconditions.map((p) => p.text).join(" · "),
    },
    { name: l.field("spread.toAdapt"), of: (one) => one.spread.toAdapt },
    { name: l.field("spread.reuseTips"), of: (one) => one.spread.reuseTips.join(" · ") },
    { name: t(compare.reusers), of: (one) => String(one.reuserCount) },
  ];
}
