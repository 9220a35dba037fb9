import { Link } from "react-router";
import { useQuery } from "urql";
import { graphql, type ResultOf } from "../client/graphql.ts";
import { useSession } from "../client/session.tsx";
import { useSpeech } from "../texts/language.tsx";
import { useChoices } from "../ui/address.ts";
import { Failed } from "../ui/Failed.tsx";
import { SelectField } from "../ui/fields.tsx";
import { Lines } from "../ui/Lines.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Scrolls } from "../ui/Scrolls.tsx";
import { Choices, MeasureChoice, measureOf } from "./choices.tsx";
import { FiguresFragment } from "./documents.ts";
import { Frame } from "./Frame.tsx";
import { figureOf, listBehind, MEASURES, type Measure } from "./table.ts";
import { statistics } from "./texts.ts";

export const GrowthDocument = graphql(
  `
    query Growth($last: Int!) {
      statisticsByQuarter(last: $last) {
        quarter
        asOf
        all {
          ...Figures
        }
        own {
          ...Figures
        }
      }
    }
  `,
  [FiguresFragment],
);

export type QuarterPoint = ResultOf<typeof GrowthDocument>["statisticsByQuarter"][number];

/** Numbers of quarters that can be looked back. */
const SPANS = ["4", "8", "12", "20", "40"];

/** How the figures have moved, quarter by quarter; for those signed in beside their own. */
export function Component() {
  const { t } = useSpeech();
  const { params, put } = useChoices();
  const asked = params.get("kvartaler") ?? "";
  const span = SPANS.includes(asked) ? asked : "8";
  const [{ data, error, fetching }, again] = useQuery({
    query: GrowthDocument,
    variables: { last: Number(span) },
  });
  const points = data?.statisticsByQuarter;
  return (
    <Frame title={t(statistics.growthTitle)} lead={t(statistics.growthLead)}>
      <Choices>
        <MeasureChoice params={params} put={put} label={t(statistics.growthMeasure)} />
        <SelectField
          label={t(statistics.span)}
          value={span}
          options={SPANS.map((value) => ({ value, name: t(statistics.spanOf, { count: value }) }))}
          onChange={(value) => put("kvartaler", value)}
        />
      </Choices>
      {error && !points && !fetching && (
        <Failed error={error} retry={() => again({ requestPolicy: "network-only" })} />
      )}
      {!points && fetching && <Loading lines={8} />}
      {points && <Growth points={points} measure={measureOf(params)} />}
    </Frame>
  );
}

function Growth({ points, measure }: { points: readonly QuarterPoint[]; measure: Measure }) {
  const { t, f } = useSpeech();
  const { viewer } = useSession();
  const heightOf = (figures: QuarterPoint["all"] | null) => {
    const figure = figures && figureOf(measure, figures, false);
    return figure === null || figure === undefined ? null : Number(figure);
  };
  const own = points.some((point) => point.own !== null);
  const lines = [
    {
      name: t(statistics.all),
      tone: "before" as const,
      values: points.map((p) => heightOf(p.all)),
    },
    ...(own
      ? [
          {
            name: viewer?.organisation.name ?? "",
            tone: "measured" as const,
            values: points.map((p) => heightOf(p.own)),
          },
        ]
      : []),
  ];
  return (
    <>
      <figure className="statistics-chart">
        <figcaption>{t(measure.label)}</figcaption>
        <Lines
          label={t(statistics.growthChart, { measure: t(measure.label) })}
          steps={points.map((point) => point.quarter)}
          lines={lines}
          write={(value) => f.number(value)}
        />
      </figure>
      <Quarters points={points} which="all" heading={t(statistics.all)} />
      {own && viewer && <Quarters points={points} which="own" heading={viewer.organisation.name} />}
    </>
  );
}

interface QuartersProps {
  points: readonly QuarterPoint[];
  which: "all" | "own";
  heading: string;
}

function Quarters({ points, which, heading }: QuartersProps) {
  const { t, f } = useSpeech();
  const { viewer } = useSession();
  const key = viewer?.organisation.cvr;
  const to = (asOf: string) =>
    listBehind({
      counted: { asOf, values: which === "own" ? [{ dimension: "ORGANISATION", key }] : [] },
    });
  return (
    <>
      <h2>{heading}</h2>
      <Scrolls label={heading}>
        <table className="table table--compact">
          <thead>
            <tr>
              <th scope="col">{t(statistics.quarter)}</th>
              {MEASURES.map((one) => (
                <th key={one.name} scope="col" className="figure">
                  {t(one.label)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {points.map((point) => (
              <tr key={point.quarter}>
                <th scope="row" className="nowrap">
                  {point.quarter}
                </th>
                {MEASURES.map((one) => {
                  const figures = point[which];
                  const value = figures && figureOf(one, figures, false);
                  return (
                    <td key={one.name} className="figure">
                      {value ? <Link to={to(point.asOf)}>{f.number(value)}</Link> : (value ?? "–")}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
    </>
  );
}
