import { Link } from "react-router";
import type { ResultOf } from "../client/graphql.ts";
import { useSpeech } from "../texts/language.tsx";
import { Scrolls } from "../ui/Scrolls.tsx";
import type { Dimension, StatisticsDocument } from "./StatisticsPage.tsx";
import { columnsOf, csvOf, type Figures, figureOf, listBehind, type Measure } from "./table.ts";
import { statistics } from "./texts.ts";

interface Props {
  found: ResultOf<typeof StatisticsDocument>["statistics"];
  by: Dimension[];
  /** Whether figures are for each thousand inhabitants. */
  per: boolean;
}

/** All figures, each with how many cases it rests on, and the way to those cases. */
export function Table({ found, by, per }: Props) {
  const { t, f, l } = useSpeech();
  return (
    <>
      <p className="row-of-buttons">
        <span className="muted">{t(statistics.asOfIs, { when: f.moment(found.asOf) })}</span>
        <Download found={found} by={by} per={per} />
        {per && <span className="muted">{t(statistics.perNote)}</span>}
      </p>
      <Scrolls label={t(statistics.table)}>
        <table className="table table--compact">
          <thead>
            <tr>
              {by.map((one) => (
                <th key={one} scope="col">
                  {l.of("StatisticsDimension", one)}
                </th>
              ))}
              {columnsOf(per).map((one) => (
                <th key={one.name} scope="col" className="figure">
                  {t(one.label)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.cells.map((cell) => (
              <tr key={cell.values.map((one) => one.key).join("|")}>
                {cell.values.map((one) => (
                  <th key={one.dimension} scope="row">
                    {one.label ?? t(statistics.unknown)}
                  </th>
                ))}
                <Row figures={cell.figures} per={per} to={listBehind(cell.filter)} />
              </tr>
            ))}
            <tr className="statistics-total">
              <th scope="row" colSpan={by.length}>
                {t(statistics.total)}
              </th>
              <Row figures={found.total} per={per} to={listBehind(found.filter)} />
            </tr>
          </tbody>
        </table>
      </Scrolls>
    </>
  );
}

interface RowProps {
  figures: Figures;
  per: boolean;
  to: string;
}

function Row({ figures, per, to }: RowProps) {
  return columnsOf(per).map((measure) => (
    <td key={measure.name} className="figure">
      <OneFigure
        measure={measure}
        figures={figures}
        per={per}
        to={measure.name === "cases" ? to : null}
      />
    </td>
  ));
}

interface FigureProps {
  measure: Measure;
  figures: Figures;
  per: boolean;
  to: string | null;
}

function OneFigure({ measure, figures, per, to }: FigureProps) {
  const { t, f } = useSpeech();
  const value = figureOf(measure, figures, per);
  const words = value === null ? "–" : f.number(value, per ? 2 : 0);
  return (
    <>
      {to ? <Link to={to}>{words}</Link> : words}
      {measure.restsOn && !per && (
        <span className="statistics-rests">
          {t(statistics.of, { count: measure.restsOn(figures), all: figures.cases })}
        </span>
      )}
    </>
  );
}

function Download({ found, by, per }: Props) {
  const { t, l } = useSpeech();
  const save = () => {
    const head = [
      ...by.map((one) => l.of("StatisticsDimension", one)),
      ...columnsOf(per).map((one) => t(one.label)),
    ];
    const rows = found.cells.map((cell) => [
      ...cell.values.map((one) => one.label ?? ""),
      ...columnsOf(per).map((one) => figureOf(one, cell.figures, per)),
    ]);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([csvOf([head, ...rows])], { type: "text/csv" }));
    link.download = `genvej-statistik-${found.asOf.slice(0, 10)}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <button type="button" className="button button-secondary no-print" onClick={save}>
      {t(statistics.download)}
    </button>
  );
}
