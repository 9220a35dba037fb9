import { useSpeech } from "../texts/language.tsx";
import { Bars } from "../ui/Bars.tsx";
import type { Cell, Dimension } from "./documents.ts";
import { figureOf, type Measure } from "./table.ts";
import { statistics } from "./texts.ts";

/** Bars that a picture has room for; the table has them all. */
const MOST = 15;

interface Props {
  cells: readonly Cell[];
  by: readonly Dimension[];
  measure: Measure;
  per: boolean;
}

/** One measure as bars, the greatest first where there are many. */
export function Chart({ cells, by, measure, per }: Props) {
  const { t, f, l } = useSpeech();
  const bars = cells.flatMap((cell) => {
    const value = figureOf(measure, cell.figures, per);
    const name = cell.values.map((one) => one.label ?? t(statistics.unknown)).join(", ");
    return value === null ? [] : [{ name, value: Number(value), tone: measure.tone }];
  });
  if (bars.length === 0) return null;
  const shown = bars.length > MOST ? bars.sort((a, b) => b.value - a.value).slice(0, MOST) : bars;
  const names = by.map((one) => l.of("StatisticsDimension", one).toLowerCase()).join(", ");
  return (
    <figure className="statistics-chart">
      <figcaption>{t(measure.label)}</figcaption>
      <Bars
        label={t(statistics.chart, { measure: t(measure.label), by: names })}
        bars={shown}
        write={(value) => f.number(value, per ? 2 : 0)}
      />
    </figure>
  );
}
