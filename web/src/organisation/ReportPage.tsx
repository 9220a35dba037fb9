import { Link } from "react-router";
import { useQuery } from "urql";
import { caseAddress } from "../cases/address.ts";
import { graphql, type ResultOf } from "../client/graphql.ts";
import { portfolio } from "../portfolio/texts.ts";
import { FiguresFragment } from "../statistics/documents.ts";
import { figureOf, MEASURES } from "../statistics/table.ts";
import { statistics } from "../statistics/texts.ts";
import { valuesOf } from "../texts/labels.ts";
import { useSpeech } from "../texts/language.tsx";
import { Bars } from "../ui/Bars.tsx";
import { Failed } from "../ui/Failed.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { Lines } from "../ui/Lines.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Scrolls } from "../ui/Scrolls.tsx";
import { ui } from "../ui/texts.ts";
import { Downloads } from "../writes/Download.tsx";
import { OwnPage } from "./OwnPage.tsx";
import { organisation } from "./texts.ts";
import "./organisation.css";

const ReportDocument = graphql(
  `
    query Report {
      statisticsByQuarter(last: 8) {
        quarter
        asOf
        own {
          ...Figures
        }
      }
      cases(filter: { ownOrganisation: true }, first: 1) {
        facets(of: [PHASE, STATUS]) {
          facet
          values {
            value
            count
          }
        }
      }
    }
  `,
  [FiguresFragment],
);

// By itself, because both in one are more than the server answers at once.
const ListDocument = graphql(`
  query ReportList {
    cases(filter: { ownOrganisation: true }, sort: { by: PHASE }, first: 100) {
      totalCount
      nodes {
        id
        phase
        status
        reuserCount
        basics {
          title
        }
        workload {
          expectedHoursPerYear
        }
      }
    }
  }
`);

type Report = ResultOf<typeof ReportDocument>;
type Point = Report["statisticsByQuarter"][number];

/** What the management asks: how many, how far, what it brings, and what has moved; for paper too. */
export function Component() {
  const { t, f } = useSpeech();
  const [{ data, error, fetching }, again] = useQuery({ query: ReportDocument });
  return (
    <OwnPage
      title={() => t(organisation.reportTitle)}
      lead={({ organisation: { name } }) =>
        t(organisation.reportLead, { name, when: f.longDate(new Date().toISOString()) })
      }
    >
      {() => (
        <>
          {error && !data && !fetching && (
            <Failed error={error} retry={() => again({ requestPolicy: "network-only" })} />
          )}
          {!data && !error && <Loading lines={10} />}
          {data && <Whole report={data} />}
        </>
      )}
    </OwnPage>
  );
}

function Whole({ report }: { report: Report }) {
  const { t } = useSpeech();
  const points = report.statisticsByQuarter;
  return (
    <>
      <div className="row-of-buttons no-print">
        <IconButton icon="print" kind="primary" onClick={() => window.print()}>
          {t(organisation.reportPrint)}
        </IconButton>
        <Downloads
          label={t(organisation.reportExcel)}
          files={[
            {
              name: t(ui.excel),
              path: "/api/v1/cases.xlsx?ownOrganisation=true&sort=PHASE",
              file: "genvej-loesninger.xlsx",
            },
          ]}
        />
      </div>
      <Key points={points} />
      <div className="report-two">
        <Counts report={report} facet="PHASE" />
        <Counts report={report} facet="STATUS" />
      </div>
      <Hours points={points} />
      <All />
    </>
  );
}

/** Measures that a management asks for first. */
const FIRST = [
  "cases",
  "expectedHours",
  "measuredHours",
  "expectedKroner",
  "measuredKroner",
  "reuses",
];

function Key({ points }: { points: readonly Point[] }) {
  const { t, f } = useSpeech();
  const now = points.at(-1)?.own;
  const before = points.at(-2);
  if (!now) return null;
  return (
    <section aria-labelledby="key">
      <h2 id="key">{t(organisation.keyFigures)}</h2>
      <dl className="report-figures">
        {MEASURES.filter(({ name }) => FIRST.includes(name)).map((measure) => {
          const value = figureOf(measure, now, false);
          const then = before?.own ? figureOf(measure, before.own, false) : null;
          const change = Number(value ?? 0) - Number(then ?? 0);
          return (
            <div key={measure.name}>
              <dt>{t(measure.label)}</dt>
              <dd className="report-figure">{value === null ? "–" : f.number(value)}</dd>
              {value !== null && before && (
                <dd className="muted small">
                  {t(organisation.since, {
                    change: `${change > 0 ? "+" : ""}${f.number(change)}`,
                    quarter: before.quarter,
                  })}
                </dd>
              )}
              {measure.restsOn && (
                <dd className="muted small">
                  {t(statistics.of, { count: measure.restsOn(now), all: now.cases })}
                </dd>
              )}
            </div>
          );
        })}
      </dl>
      <p className="muted small">{t(organisation.keyNote)}</p>
    </section>
  );
}

function Counts({ report, facet }: { report: Report; facet: "PHASE" | "STATUS" }) {
  const { t, f, l } = useSpeech();
  const [kind, text] =
    facet === "PHASE"
      ? (["Phase", organisation.byPhase] as const)
      : (["Status", organisation.byStatus] as const);
  const found = report.cases.facets.find((one) => one.facet === facet)?.values ?? [];
  const countOf = (value: string) =>
    found.find((one) => one.value.toUpperCase() === value)?.count ?? 0;
  const bars = valuesOf(kind)
    .map((value) => ({ name: l.of(kind, value), value: countOf(value), tone: "before" as const }))
    .filter((bar) => bar.value > 0);
  if (bars.length === 0) return null;
  return (
    <section>
      <h2>{t(text)}</h2>
      <Bars
        label={t(organisation.ownChart, { what: t(text) })}
        bars={bars}
        write={(value) => f.number(value)}
      />
    </section>
  );
}

function Hours({ points }: { points: readonly Point[] }) {
  const { t, f } = useSpeech();
  const measures = MEASURES.filter(
    ({ name }) => name === "expectedHours" || name === "measuredHours",
  );
  const numbers = (of: (typeof measures)[number]) =>
    points.map(({ own }) => {
      const value = own && figureOf(of, own, false);
      return value === null || value === undefined ? null : Number(value);
    });
  return (
    <section>
      <h2>{t(organisation.gainsOverTime)}</h2>
      <Lines
        label={t(organisation.gainsChart)}
        steps={points.map((point) => point.quarter)}
        lines={measures.map((one) => ({
          name: t(one.label),
          tone: one.tone,
          values: numbers(one),
        }))}
        write={(value) => f.number(value)}
      />
      <Scrolls label={t(organisation.gainsOverTime)}>
        <table className="table table--compact">
          <thead>
            <tr>
              <th scope="col">{t(statistics.quarter)}</th>
              {measures.map((one) => (
                <th key={one.name} scope="col" className="figure">
                  {t(one.label)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {points.map((point, at) => (
              <tr key={point.quarter}>
                <th scope="row" className="nowrap">
                  {point.quarter}
                </th>
                {measures.map((one) => {
                  const value = numbers(one)[at];
                  return (
                    <td key={one.name} className="figure">
                      {value == null ? "–" : f.number(value)}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
    </section>
  );
}

function All() {
  const { t, f, l } = useSpeech();
  const [{ data, error, fetching }, again] = useQuery({ query: ListDocument });
  if (error && !data && !fetching) {
    return <Failed error={error} retry={() => again({ requestPolicy: "network-only" })} />;
  }
  if (!data) return <Loading lines={6} />;
  const { nodes, totalCount } = data.cases;
  return (
    <section>
      <h2>{t(organisation.allCases)}</h2>
      <Scrolls label={t(organisation.allCases)}>
        <table className="table table--compact">
          <thead>
            <tr>
              <th scope="col">{t(portfolio.name)}</th>
              <th scope="col">{t(portfolio.phase)}</th>
              <th scope="col">{t(portfolio.status)}</th>
              <th scope="col" className="figure">
                {t(portfolio.expected)}
              </th>
              <th scope="col" className="figure">
                {t(portfolio.reusers)}
              </th>
            </tr>
          </thead>
          <tbody>
            {nodes.map((one) => (
              <tr key={one.id}>
                <th scope="row">
                  <Link to={caseAddress(one.id)}>{one.basics.title}</Link>
                </th>
                <td>{l.of("Phase", one.phase)}</td>
                <td>{l.of("Status", one.status)}</td>
                <td className="figure">
                  {one.workload.expectedHoursPerYear
                    ? f.number(one.workload.expectedHoursPerYear)
                    : "–"}
                </td>
                <td className="figure">{one.reuserCount}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
      {(totalCount ?? 0) > nodes.length && <p className="muted">{t(organisation.notAll)}</p>}
    </section>
  );
}
