import { Link } from "react-router";
import { useSpeech } from "../texts/language.tsx";
import { Scrolls } from "../ui/Scrolls.tsx";
import type { Cell, Dimension, Figures } from "./documents.ts";
import { columnsOf, figureOf, listBehind, type Measure } from "./table.ts";
import { statistics } from "./texts.ts";

interface Props {
  cells: readonly Cell[];
  by: readonly Dimension[];
  /** Whether figures are for each thousand inhabitants. */
  per: boolean;
  total?: { total: Figures; filter: unknown };
  /** What the table is called where there are several on a page. */
  label?: string;
}

/** All figures, each with how many cases it rests on, and the way to those cases. */
export function Table({ cells, by, per, total, label }: Props) {
  const { t, l } = useSpeech();
  return (
    <Scrolls label={label ?? t(statistics.table)}>
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
          {cells.map((cell) => (
            <tr key={cell.values.map((one) => one.key).join("|")}>
              {cell.values.map((one) => (
                <th key={one.dimension} scope="row">
                  {one.label ?? t(statistics.unknown)}
                </th>
              ))}
              <Row figures={cell.figures} per={per} to={listBehind(cell.filter)} />
            </tr>
          ))}
          {total && (
            <tr className="statistics-total">
              <th scope="row" colSpan={Math.max(by.length, 1)}>
                {t(statistics.total)}
              </th>
              <Row figures={total.total} per={per} to={listBehind(total.filter)} />
            </tr>
          )}
        </tbody>
      </table>
    </Scrolls>
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
      <OneFigure measure={measure} figures={figures} per={per} to={to} />
    </td>
  ));
}

interface FigureProps extends RowProps {
  measure: Measure;
}

function OneFigure({ measure, figures, per, to }: FigureProps) {
  const { t, f } = useSpeech();
  const value = figureOf(measure, figures, per);
  const words = value === null ? "–" : f.number(value, per ? 2 : 0);
  return (
    <>
      {value === null ? words : <Link to={to}>{words}</Link>}
      {measure.restsOn && !per && (
        <span className="statistics-rests">
          {t(statistics.of, { count: measure.restsOn(figures), all: figures.cases })}
        </span>
      )}
    </>
  );
}
