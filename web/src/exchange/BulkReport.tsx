import { Link } from "react-router";
import { caseAddress } from "../cases/address.ts";
import { keep } from "../client/download.ts";
import { useSpeech } from "../texts/language.tsx";
import { csvOf } from "../ui/csv.ts";
import { Scrolls } from "../ui/Scrolls.tsx";
import type { Loop } from "./BulkPage.tsx";
import type { Step } from "./steps.ts";
import { bulk, exchange } from "./texts.ts";

interface Props {
  loop: Loop;
  onAgain: (left: Step[]) => void;
}

/** What became of each case, as it happens, and afterwards those that are left. */
export function BulkReport({ loop, onAgain }: Props) {
  const { t } = useSpeech();
  const { steps, all, busy, stop } = loop;
  if (all === 0) return null;
  const left = steps.filter((step) => step.problem !== null);
  const done = steps.length - left.length;
  const save = () => {
    const head = [t(exchange.case), t(exchange.came), t(exchange.said)];
    const rows = steps.map((step) => [
      step.title,
      t(step.problem === null ? bulk.done : bulk.notDone),
      step.problem ?? "",
    ]);
    keep(new Blob([csvOf([head, ...rows])], { type: "text/csv" }), "genvej-rettelser.csv");
  };
  return (
    <section className="aside-box" aria-labelledby="result">
      <h2 id="result">{t(bulk.result)}</h2>
      <progress max={all} value={steps.length} aria-labelledby="result" />
      <p role="status">
        {busy
          ? t(bulk.progress, { done: steps.length, all })
          : t(bulk.summary, { done, left: all - done })}
      </p>
      <div className="row-of-buttons">
        {busy && (
          <button type="button" className="button button-secondary" onClick={stop}>
            {t(bulk.stop)}
          </button>
        )}
        {!busy && left.length > 0 && (
          <button type="button" className="button button-secondary" onClick={() => onAgain(left)}>
            {t(bulk.again)}
          </button>
        )}
        {!busy && (
          <button type="button" className="text-button" onClick={save}>
            {t(exchange.saveReport)}
          </button>
        )}
      </div>
      {steps.length > 0 && (
        <Scrolls label={t(bulk.resultTable)}>
          <table className="table table--compact">
            <thead>
              <tr>
                <th scope="col">{t(exchange.case)}</th>
                <th scope="col">{t(exchange.came)}</th>
                <th scope="col">{t(exchange.said)}</th>
              </tr>
            </thead>
            <tbody>
              {steps.map((step) => (
                <tr key={step.id}>
                  <th scope="row">
                    <Link to={caseAddress(step.id)}>{step.title}</Link>
                  </th>
                  <td>{t(step.problem === null ? bulk.done : bulk.notDone)}</td>
                  <td>{step.problem}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolls>
      )}
    </section>
  );
}
