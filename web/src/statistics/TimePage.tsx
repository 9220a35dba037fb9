import { useQuery } from "urql";
import { graphql, type ResultOf } from "../client/graphql.ts";
import { useSpeech } from "../texts/language.tsx";
import { useChoices } from "../ui/address.ts";
import { Bars } from "../ui/Bars.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Scrolls } from "../ui/Scrolls.tsx";
import { Choices, DayChoice, momentOf, SplitChoices, splitBy } from "./choices.tsx";
import type { Dimension } from "./documents.ts";
import { Frame } from "./Frame.tsx";
import { statistics } from "./texts.ts";

const TimeDocument = graphql(`
  query TimeToOperation($by: [StatisticsDimension!]!, $asOf: DateTime) {
    timeToOperation(by: $by, asOf: $asOf) {
      cases
      registeredAfterwards
      lowerQuartileDays
      medianDays
      upperQuartileDays
      values {
        dimension
        key
        label
      }
    }
  }
`);

type Span = ResultOf<typeof TimeDocument>["timeToOperation"][number];

/** How long it takes from registration until a case is in operation. */
export function Component() {
  const { t } = useSpeech();
  const { params, put } = useChoices();
  const by = splitBy(params);
  const [{ data, error, fetching }, again] = useQuery({
    query: TimeDocument,
    variables: { by, asOf: momentOf(params) },
  });
  const spans = data?.timeToOperation;
  const all = spans?.find((span) => span.values.length === 0);
  const parts = spans?.filter((span) => span.values.length > 0) ?? [];
  return (
    <Frame title={t(statistics.timeTitle)} lead={t(statistics.timeLead)}>
      <Choices>
        <SplitChoices params={params} put={put} />
        <DayChoice params={params} put={put} />
      </Choices>
      {error && !spans && !fetching && (
        <Failed error={error} retry={() => again({ requestPolicy: "network-only" })} />
      )}
      {!spans && fetching && <Loading lines={8} />}
      {all && <Whole all={all} />}
      {all && all.cases > 0 && <Parts by={by} parts={parts} all={all} />}
    </Frame>
  );
}

function Whole({ all }: { all: Span }) {
  const { t, f } = useSpeech();
  if (all.cases === 0) {
    return (
      <Empty heading={t(statistics.timeNone)}>
        <p>{t(statistics.timeNoneWhy)}</p>
        <p>{t(statistics.afterwards, { count: all.registeredAfterwards })}</p>
      </Empty>
    );
  }
  return (
    <>
      <p className="lead">
        {t(statistics.timeSum, {
          median: f.number(all.medianDays ?? 0),
          lower: f.number(all.lowerQuartileDays ?? 0),
          upper: f.number(all.upperQuartileDays ?? 0),
          count: all.cases,
        })}
      </p>
      <p className="muted">{t(statistics.afterwards, { count: all.registeredAfterwards })}</p>
    </>
  );
}

interface PartsProps {
  by: readonly Dimension[];
  parts: readonly Span[];
  all: Span;
}

function Parts({ by, parts, all }: PartsProps) {
  const { t, f, l } = useSpeech();
  const nameOf = (span: Span) =>
    span.values.map((one) => one.label ?? t(statistics.unknown)).join(", ");
  const bars = parts.flatMap((span) =>
    span.medianDays === null
      ? []
      : [{ name: nameOf(span), value: Number(span.medianDays), tone: "before" as const }],
  );
  const heads = [statistics.fastest, statistics.median, statistics.slowest, statistics.cases];
  return (
    <>
      {bars.length > 0 && (
        <figure className="statistics-chart">
          <figcaption>{t(statistics.median)}</figcaption>
          <Bars label={t(statistics.timeChart)} bars={bars} write={(value) => f.number(value)} />
        </figure>
      )}
      <Scrolls label={t(statistics.timeTitle)}>
        <table className="table table--compact">
          <thead>
            <tr>
              {by.map((one) => (
                <th key={one} scope="col">
                  {l.of("StatisticsDimension", one)}
                </th>
              ))}
              {heads.map((head) => (
                <th key={head.id} scope="col" className="figure">
                  {t(head)}
                </th>
              ))}
              <th scope="col" className="figure">
                {t(statistics.leftOut)}
              </th>
            </tr>
          </thead>
          <tbody>
            {parts.map((span) => (
              <tr key={span.values.map((one) => one.key).join("|")}>
                {span.values.map((one) => (
                  <th key={one.dimension} scope="row">
                    {one.label ?? t(statistics.unknown)}
                  </th>
                ))}
                <Days span={span} />
              </tr>
            ))}
            <tr className="statistics-total">
              <th scope="row" colSpan={Math.max(by.length, 1)}>
                {t(statistics.total)}
              </th>
              <Days span={all} />
            </tr>
          </tbody>
        </table>
      </Scrolls>
    </>
  );
}

function Days({ span }: { span: Span }) {
  const { f } = useSpeech();
  const days = [span.lowerQuartileDays, span.medianDays, span.upperQuartileDays];
  return (
    <>
      {["lower", "median", "upper"].map((name, at) => (
        <td key={name} className="figure">
          {days[at] == null ? "–" : f.number(days[at])}
        </td>
      ))}
      <td className="figure">{f.number(span.cases)}</td>
      <td className="figure">{f.number(span.registeredAfterwards)}</td>
    </>
  );
}
