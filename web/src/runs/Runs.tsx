import { Link } from "react-router";
import { bareId } from "../cases/address.ts";
import { useSpeech } from "../texts/language.tsx";
import { Columns } from "../ui/Columns.tsx";
import { Scrolls } from "../ui/Scrolls.tsx";
import type { Month, RunsData } from "./document.ts";
import { runs } from "./texts.ts";

interface Props {
  found: { id: string; runs: RunsData | null; internal: { canEdit: boolean } | null };
}

/** Months that the charts show; the table has all. */
const SHOWN = 12;

/** What robots report of a case, by month; its editors are told how when none does. */
export function Runs({ found }: Props) {
  const { t, f } = useSpeech();
  const canEdit = found.internal?.canEdit ?? false;
  if (!found.runs && !canEdit) return null;
  const year = found.runs?.measuredHoursPerYear;
  return (
    <section className={found.runs ? "runs" : "runs no-print"} aria-labelledby="runs">
      <h2 id="runs">{t(runs.title)}</h2>
      <p className="muted">{t(found.runs ? runs.lead : runs.none)}</p>
      {year && <p className="glance-big">{t(runs.year, { hours: f.number(year, 1) })}</p>}
      {found.runs && <Charts found={found.runs} />}
      {found.runs && <Table months={found.runs.months} />}
      {canEdit && (
        <p className="no-print">
          <Link to={`/robotter?loesning=${bareId(found.id)}`}>{t(runs.connect)}</Link>
        </p>
      )}
    </section>
  );
}

function Charts({ found }: { found: RunsData }) {
  const { t, f } = useSpeech();
  const months = found.months.slice(0, SHOWN).toReversed();
  const expected = found.expectedHoursPerMonth;
  const levels = expected
    ? [{ name: t(runs.expected), value: Number(expected), tone: "expected" as const }]
    : [];
  const hasHours = months.some((month) => month.measuredHours !== null);
  return (
    <Scrolls label={t(runs.picture)}>
      <div className="runs-charts no-print">
        {hasHours && (
          <figure>
            <figcaption>{t(runs.hours)}</figcaption>
            <Columns
              label={t(runs.hoursChart)}
              levels={levels}
              write={(value) => f.number(value, value < 10 ? 1 : 0)}
              columns={months.map((month) => ({
                id: month.from,
                name: f.month(month.from),
                parts: [{ value: Number(month.measuredHours ?? 0), tone: "measured" }],
              }))}
            />
          </figure>
        )}
        <figure>
          <figcaption>{t(runs.items)}</figcaption>
          <Columns
            label={t(runs.itemsChart)}
            write={(value) => f.number(value)}
            columns={months.map((month) => ({
              id: month.from,
              name: f.month(month.from),
              parts: [
                { value: month.itemsDone, tone: "measured" },
                { value: month.itemsFailed, tone: "failed" },
              ],
            }))}
          />
          <Legend />
        </figure>
      </div>
    </Scrolls>
  );
}

function Legend() {
  const { t } = useSpeech();
  return (
    <ul className="legend unstyled-list">
      {(["measured", "failed"] as const).map((tone) => (
        <li key={tone}>
          <svg width="16" height="16" aria-hidden="true">
            <rect width="16" height="16" className={`columns-${tone}`} />
          </svg>
          {t(tone === "measured" ? runs.done : runs.failed)}
        </li>
      ))}
    </ul>
  );
}

function Table({ months }: { months: readonly Month[] }) {
  const { t } = useSpeech();
  const unknown = months.some((month) => month.runsWithoutSecondsPerOccurrence > 0);
  return (
    <>
      <Scrolls label={t(runs.table)}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t(runs.month)}</th>
              {COLUMNS.map((name) => (
                <th key={name} scope="col" className="figure">
                  {t(runs[name])}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {months.map((month) => (
              <Row key={month.from} month={month} />
            ))}
          </tbody>
        </table>
      </Scrolls>
      {unknown && <p className="muted small">{t(runs.noSeconds)}</p>}
    </>
  );
}

const COLUMNS = ["runs", "done", "failed", "failedShare", "exceptions", "hours"] as const;

function Row({ month }: { month: Month }) {
  const { t, f } = useSpeech();
  const { itemsDone, itemsFailed, measuredHours } = month;
  const all = itemsDone + itemsFailed;
  const share = all === 0 ? "–" : `${f.number((itemsFailed / all) * 100, 1)} %`;
  const hours = measuredHours === null ? "–" : f.number(measuredHours, 1);
  return (
    <tr>
      <th scope="row">{f.month(month.from)}</th>
      <td className="figure">{f.number(month.runs)}</td>
      <td className="figure">{f.number(itemsDone)}</td>
      <td className="figure">{f.number(itemsFailed)}</td>
      <td className="figure">{share}</td>
      <td className="figure">{f.number(month.exceptionMinutes)}</td>
      <td className="figure">
        {month.qualifier === "AT_MOST" ? t(runs.atMost, { hours }) : hours}
      </td>
    </tr>
  );
}
