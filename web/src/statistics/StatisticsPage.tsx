import { useSearchParams } from "react-router";
import { useQuery } from "urql";
import { withOnly } from "../cases/query.ts";
import { graphql, type VariablesOf } from "../client/graphql.ts";
import { useSession } from "../client/session.tsx";
import { valuesOf } from "../texts/labels.ts";
import { useSpeech } from "../texts/language.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Failed } from "../ui/Failed.tsx";
import { SelectField, TextField } from "../ui/fields.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { Chart } from "./Chart.tsx";
import { Table } from "./Table.tsx";
import { MEASURES } from "./table.ts";
import { statistics } from "./texts.ts";
import "./statistics.css";

const FiguresFragment = graphql(`
  fragment Figures on Figures {
    cases
    organisations
    expectedHoursPerYear
    casesWithExpectedHours
    measuredHoursPerYear
    casesWithMeasuredHours
    expectedKronerPerYear
    casesWithExpectedKroner
    measuredKronerPerYear
    casesWithMeasuredKroner
    casesWithoutFigures
    reuses
    reusesInUse
    perThousandInhabitants {
      cases
      expectedHoursPerYear
      measuredHoursPerYear
      expectedKronerPerYear
      measuredKronerPerYear
    }
  }
`);

export const StatisticsDocument = graphql(
  `
    query Statistics($by: [StatisticsDimension!]!, $asOf: DateTime) {
      statistics(by: $by, asOf: $asOf) {
        asOf
        total {
          ...Figures
        }
        filter
        overlapping
        cells {
          filter
          values {
            dimension
            key
            label
          }
          figures {
            ...Figures
          }
        }
      }
    }
  `,
  [FiguresFragment],
);

export type Dimension = VariablesOf<typeof StatisticsDocument>["by"][number];

/** What the address asks to be counted. */
function askedBy(params: URLSearchParams) {
  const known = valuesOf("StatisticsDimension");
  const chosen = ["efter", "og"].map(
    (name) => params.get(name) ?? (name === "efter" ? "PHASE" : ""),
  );
  const by = [...new Set(chosen)].filter((one) => known.includes(one)) as Dimension[];
  const day = params.get("dato") ?? "";
  const asOf = /^\d{4}-\d\d-\d\d$/.test(day) ? `${day}T23:59:59Z` : null;
  return { by, asOf };
}

/** What it all adds up to, split as one likes, at any moment; each figure leads to its cases. */
export function Component() {
  const { t } = useSpeech();
  const { viewer } = useSession();
  const [params, setParams] = useSearchParams();
  const asked = askedBy(params);
  const [{ data, error, fetching }, again] = useQuery({
    query: StatisticsDocument,
    variables: asked,
  });
  const put = (name: string, value: string) =>
    setParams(withOnly(params, name, value), { preventScrollReset: true, replace: true });
  const found = data?.statistics;
  const per = params.get("pr") === "indbyggere";
  const measure = MEASURES.find((one) => one.name === params.get("vis")) ?? MEASURES[0];
  return (
    <Page
      title={t(statistics.title)}
      lead={t(viewer ? statistics.leadSignedIn : statistics.leadSignedOut)}
    >
      <Choices params={params} put={put} />
      <p className="muted">{t(statistics.apart)}</p>
      {error && !found && !fetching && (
        <Failed error={error} retry={() => again({ requestPolicy: "network-only" })} />
      )}
      {!found && fetching && <Loading lines={8} />}
      {found && found.total.cases === 0 && (
        <Empty heading={t(statistics.none)}>
          <p>{t(statistics.noneWhy)}</p>
        </Empty>
      )}
      {found && found.total.cases > 0 && measure && (
        <>
          <Chart cells={found.cells} by={asked.by} measure={measure} per={per} />
          {found.overlapping && <p className="muted">{t(statistics.overlapping)}</p>}
          <Table found={found} by={asked.by} per={per} />
        </>
      )}
    </Page>
  );
}

interface ChoicesProps {
  params: URLSearchParams;
  put: (name: string, value: string) => void;
}

function Choices({ params, put }: ChoicesProps) {
  const { t, l } = useSpeech();
  const dimensions = valuesOf("StatisticsDimension").map((value) => ({
    value,
    name: l.of("StatisticsDimension", value),
  }));
  return (
    <form className="statistics-choices no-print" onSubmit={(event) => event.preventDefault()}>
      <SelectField
        label={t(statistics.by)}
        value={params.get("efter") ?? "PHASE"}
        options={dimensions}
        onChange={(value) => put("efter", value)}
      />
      <SelectField
        label={t(statistics.andBy)}
        value={params.get("og") ?? ""}
        none={t(statistics.nothing)}
        options={dimensions}
        onChange={(value) => put("og", value)}
      />
      <SelectField
        label={t(statistics.measure)}
        value={params.get("vis") ?? "cases"}
        options={MEASURES.map((one) => ({ value: one.name, name: t(one.label) }))}
        onChange={(value) => put("vis", value)}
      />
      <SelectField
        label={t(statistics.per)}
        value={params.get("pr") ?? ""}
        none={t(statistics.perNothing)}
        options={[{ value: "indbyggere", name: t(statistics.perInhabitants) }]}
        onChange={(value) => put("pr", value)}
      />
      <TextField
        label={t(statistics.asOf)}
        type="date"
        value={params.get("dato") ?? ""}
        onChange={(value) => put("dato", value)}
      />
    </form>
  );
}
