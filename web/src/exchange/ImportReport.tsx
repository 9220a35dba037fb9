import { useState } from "react";
import { Link } from "react-router";
import { caseAddress } from "../cases/address.ts";
import { keep } from "../client/download.ts";
import { useSpeech } from "../texts/language.tsx";
import { csvOf } from "../ui/csv.ts";
import { Scrolls } from "../ui/Scrolls.tsx";
import type { Effect, Report, RowReport } from "./importing.ts";
import { exchange } from "./texts.ts";

const EFFECTS: Effect[] = ["registered", "updated", "restored", "unchanged", "repeated", "refused"];

/** What each row of a file came to, or would come to. */
export function ImportReport({ report }: { report: Report }) {
  const { t } = useSpeech();
  const told = report.rows.some((row) => row.problems.length + row.notes.length > 0);
  const [onlyTold, setOnlyTold] = useState(told);
  const shown = onlyTold
    ? report.rows.filter((row) => row.problems.length + row.notes.length > 0)
    : report.rows;
  const title = report.dryRun ? exchange.tried : exchange.loaded;
  return (
    <section aria-labelledby="report">
      <h3 id="report">{t(title, { file: report.file })}</h3>
      {report.dryRun && <p>{t(exchange.triedWhy)}</p>}
      <div role="status">
        <ul className="chips import-counts unstyled-list no-max-width">
          <li className="chip">{t(exchange.rowsAll, { count: report.rows.length })}</li>
          {EFFECTS.filter((effect) => report.counts[effect] > 0).map((effect) => (
            <li
              key={effect}
              className={`chip ${effect === "refused" ? "chip--warning" : "chip--plain"}`}
            >
              {t(exchange[effect])}: {report.counts[effect]}
            </li>
          ))}
        </ul>
      </div>
      {report.assumed.length > 0 && (
        <details>
          <summary>{t(exchange.assumed)}</summary>
          <ul lang="da">
            {report.assumed.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </details>
      )}
      {told && (
        <div className="form-group-checkbox">
          <input
            id="only-told"
            type="checkbox"
            className="form-checkbox checkbox-small"
            checked={onlyTold}
            onChange={() => setOnlyTold(!onlyTold)}
          />
          <label className="form-label" htmlFor="only-told">
            {t(exchange.onlyProblems)}
          </label>
        </div>
      )}
      <Rows rows={shown} isTrial={report.dryRun} />
      <Save report={report} />
    </section>
  );
}

function Rows({ rows, isTrial }: { rows: readonly RowReport[]; isTrial: boolean }) {
  const { t } = useSpeech();
  // A case that would be made is not there, and one that was refused may not be.
  const isThere = ({ effect }: RowReport) =>
    effect !== "refused" && !(isTrial && effect === "registered");
  return (
    <Scrolls label={t(exchange.rows)}>
      <table className="table table--compact">
        <thead>
          <tr>
            <th scope="col" className="figure">
              {t(exchange.row)}
            </th>
            <th scope="col">{t(exchange.case)}</th>
            <th scope="col">{t(exchange.came)}</th>
            <th scope="col">{t(exchange.said)}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.row}>
              <td className="figure">{row.row}</td>
              <th scope="row">
                {row.case && isThere(row) ? (
                  <Link to={caseAddress(row.case)}>{row.title}</Link>
                ) : (
                  row.title
                )}
              </th>
              <td>{t(exchange[row.effect])}</td>
              <td lang="da">
                {[...row.problems, ...row.notes].map((said) => (
                  <div key={said.code + said.column}>{said.text}</div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}

function Save({ report }: { report: Report }) {
  const { t } = useSpeech();
  const save = () => {
    const head = [exchange.row, exchange.case, exchange.came, exchange.said].map((one) => t(one));
    const rows = report.rows.map((row) => [
      row.row,
      row.title,
      t(exchange[row.effect]),
      [...row.problems, ...row.notes].map((said) => said.text).join(" "),
    ]);
    keep(new Blob([csvOf([head, ...rows])], { type: "text/csv" }), "genvej-indlaesning.csv");
  };
  return (
    <button type="button" className="text-button" onClick={save}>
      {t(exchange.saveReport)}
    </button>
  );
}
