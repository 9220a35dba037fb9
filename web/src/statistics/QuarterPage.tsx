import { useParams, useSearchParams } from "react-router";
import { useQuery } from "urql";
import { SignInNeeded } from "../app/SignInNeeded.tsx";
import { withOnly } from "../cases/query.ts";
import type { ResultOf } from "../client/graphql.ts";
import { useSession } from "../client/session.tsx";
import { useSpeech } from "../texts/language.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Failed } from "../ui/Failed.tsx";
import { SelectField } from "../ui/fields.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Scrolls } from "../ui/Scrolls.tsx";
import { ContributedTable } from "./ContributedTable.tsx";
import { Choices } from "./choices.tsx";
import {
  type Figures,
  QuarterDocument,
  QuartersDocument,
  StatisticsDocument,
} from "./documents.ts";
import { Frame } from "./Frame.tsx";
import { Table } from "./Table.tsx";
import { MEASURES } from "./table.ts";
import { statistics } from "./texts.ts";

type Quarter = NonNullable<ResultOf<typeof QuarterDocument>["publishedQuarter"]>;

/** A quarter as it was published, held against another one or against what is computed now. */
export function Component() {
  const { t, f } = useSpeech();
  const { viewer, known } = useSession();
  const { quarter = "" } = useParams();
  const [params, setParams] = useSearchParams();
  const edition = Number(params.get("udgave")) || null;
  const [{ data, error, fetching }, again] = useQuery({
    query: QuarterDocument,
    variables: { quarter, edition },
    pause: !viewer,
  });
  if (known && !viewer) return <SignInNeeded />;
  const found = data?.publishedQuarter;
  return (
    <Frame
      title={t(statistics.quarterTitle, { quarter })}
      lead={found ? t(statistics.quarterLead, { when: f.longDate(found.publishedAt) }) : ""}
    >
      {error && !data && !fetching && (
        <Failed error={error} retry={() => again({ requestPolicy: "network-only" })} />
      )}
      {!data && !error && <Loading lines={8} />}
      {data && !found && <Empty heading={t(statistics.quarterNone)} />}
      {found && (
        <>
          {found.reason && <p>{t(statistics.quarterReason, { reason: found.reason })}</p>}
          <Compare
            found={found}
            with_={params.get("mod") ?? ""}
            onChange={(value) => setParams(withOnly(params, "mod", value))}
          />
          <ContributedTable told={found.contributed} />
          <Tables found={found} />
        </>
      )}
    </Frame>
  );
}

interface CompareProps {
  found: Quarter;
  with_: string;
  onChange: (value: string) => void;
}

/** The total beside another one: an edition, or the same moment as it is computed now. */
function Compare({ found, with_, onChange }: CompareProps) {
  const { t } = useSpeech();
  const [{ data }] = useQuery({ query: QuartersDocument });
  const [quarter = "", edition = ""] = with_.split(".");
  const isNow = with_ === "nu";
  const [other] = useQuery({
    query: QuarterDocument,
    variables: { quarter, edition: Number(edition) || null },
    pause: isNow || !with_,
  });
  const [now] = useQuery({
    query: StatisticsDocument,
    variables: { by: [], asOf: found.asOf },
    pause: !isNow,
  });
  const failed = isNow ? now : other;
  const total = isNow ? now.data?.statistics.total : other.data?.publishedQuarter?.total;
  const others = (data?.publishedQuarters ?? []).filter(
    (one) => one.quarter !== found.quarter || one.edition !== found.edition,
  );
  return (
    <>
      <Choices>
        <SelectField
          label={t(statistics.compareWith)}
          value={with_}
          none={t(statistics.nothing)}
          options={[
            { value: "nu", name: t(statistics.sameMomentNow) },
            ...others.map((one) => ({
              value: `${one.quarter}.${one.edition}`,
              name: t(statistics.quarterEdition, { quarter: one.quarter, edition: one.edition }),
            })),
          ]}
          onChange={onChange}
        />
      </Choices>
      {with_ && failed.error && <Failed error={failed.error} />}
      <Totals found={found.total} other={with_ ? total : undefined} />
    </>
  );
}

function Totals({ found, other }: { found: Figures; other: Figures | undefined }) {
  const { t, f } = useSpeech();
  const write = (value: string | number | null) => (value === null ? "–" : f.number(value));
  return (
    <Scrolls label={t(statistics.total)}>
      <table className="table table--compact">
        <thead>
          <tr>
            <th scope="col">{t(statistics.counted)}</th>
            <th scope="col" className="figure">
              {t(statistics.asPublished)}
            </th>
            {other && (
              <>
                <th scope="col" className="figure">
                  {t(statistics.compared)}
                </th>
                <th scope="col" className="figure">
                  {t(statistics.difference)}
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {MEASURES.map((measure) => {
            const mine = measure.of(found);
            const theirs = other ? measure.of(other) : null;
            const both = mine !== null && theirs !== null;
            return (
              <tr key={measure.name}>
                <th scope="row">{t(measure.label)}</th>
                <td className="figure">{write(mine)}</td>
                {other && (
                  <>
                    <td className="figure">{write(theirs)}</td>
                    <td className="figure">{both ? write(Number(theirs) - Number(mine)) : "–"}</td>
                  </>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scrolls>
  );
}

function Tables({ found }: { found: Quarter }) {
  const { l } = useSpeech();
  return found.tables.map((table) => {
    const name = table.by.map((one) => l.of("StatisticsDimension", one)).join(", ");
    return (
      <details key={name} className="statistics-part">
        <summary>{name}</summary>
        <Table cells={table.cells} by={table.by} per={false} total={found} label={name} />
      </details>
    );
  });
}
