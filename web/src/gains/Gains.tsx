import { useState } from "react";
import type { CaseData } from "../case/document.ts";
import { useSpeech } from "../texts/language.tsx";
import { Scrolls } from "../ui/Scrolls.tsx";
import { Chart } from "./Chart.tsx";
import { DefineDialog } from "./DefineDialog.tsx";
import type { GainData } from "./document.ts";
import { inWords } from "./figures.ts";
import { MeasureDialog } from "./MeasureDialog.tsx";
import { inTime } from "./series.ts";
import { gains } from "./texts.ts";
import { WithdrawDialog } from "./WithdrawDialog.tsx";
import "./gains.css";

interface Props {
  found: CaseData;
  refresh: () => void;
}

type Asked = { what: "define" } | { what: "measure" | "withdraw"; gain: GainData };

/** What came of a case, expected beside measured and never together. */
export function Gains({ found, refresh }: Props) {
  const { t } = useSpeech();
  const [asked, setAsked] = useState<Asked | null>(null);
  const canEdit = found.internal?.canEdit ?? false;
  const close = (done: boolean) => {
    setAsked(null);
    if (done) refresh();
  };
  return (
    <section className="gains" aria-labelledby="gains">
      <h2 id="gains">{t(gains.title)}</h2>
      {found.gains.length === 0 ? (
        <p className="muted">{t(gains.none)}</p>
      ) : (
        <>
          <p className="muted">{t(gains.apart)}</p>
          <Table found={found} canEdit={canEdit} onAsk={setAsked} />
          <div className="gain-charts">
            {found.gains.map((gain) => (
              <Chart key={gain.id} gain={gain} />
            ))}
          </div>
        </>
      )}
      {canEdit && (
        <div className="row-of-buttons no-print">
          <button
            type="button"
            className="button button-secondary"
            onClick={() => setAsked({ what: "define" })}
          >
            {t(gains.define)}
          </button>
        </div>
      )}
      {asked?.what === "define" && <DefineDialog caseId={found.id} onClose={close} />}
      {asked?.what === "measure" && (
        <MeasureDialog caseId={found.id} gain={asked.gain} onClose={close} />
      )}
      {asked?.what === "withdraw" && (
        <WithdrawDialog caseId={found.id} gain={asked.gain} onClose={close} />
      )}
    </section>
  );
}

interface TableProps {
  found: CaseData;
  canEdit: boolean;
  onAsk: (asked: Asked) => void;
}

function Table({ found, canEdit, onAsk }: TableProps) {
  const speech = useSpeech();
  const { t } = speech;
  return (
    <Scrolls label={t(gains.caption)}>
      <table className="table">
        <caption className="sr-only">{t(gains.caption)}</caption>
        <thead>
          <tr>
            <th scope="col">{t(gains.metric)}</th>
            <th scope="col">{t(gains.baseline)}</th>
            <th scope="col">{t(gains.expected)}</th>
            <th scope="col">{t(gains.measured)}</th>
          </tr>
        </thead>
        <tbody>
          {found.gains.map((gain) => (
            <tr key={gain.id}>
              <th scope="row">
                <Metric gain={gain} canEdit={canEdit} onAsk={onAsk} />
              </th>
              <td>{inWords(gain.baseline, gain, speech)}</td>
              <td>{inWords(gain.expected, gain, speech)}</td>
              <td>
                <Measured gain={gain} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}

interface MetricProps {
  gain: GainData;
  canEdit: boolean;
  onAsk: (asked: Asked) => void;
}

function Metric({ gain, canEdit, onAsk }: MetricProps) {
  const { t, l } = useSpeech();
  return (
    <>
      {gain.metric}
      <span className="gain-note">
        {l.of("GainKind", gain.kind)}
        {gain.recurrence !== "NOT_STATED" && ` · ${l.of("Recurrence", gain.recurrence)}`}
        {gain.per && ` · ${gain.per}`}
      </span>
      {gain.note && <span className="gain-note">{gain.note}</span>}
      {canEdit && (
        <span className="gain-tools no-print">
          <button type="button" onClick={() => onAsk({ what: "measure", gain })}>
            {t(gains.measure)}
            <span className="sr-only">: {gain.metric}</span>
          </button>
          <button type="button" onClick={() => onAsk({ what: "withdraw", gain })}>
            {t(gains.withdraw)}
            <span className="sr-only">: {gain.metric}</span>
          </button>
        </span>
      )}
    </>
  );
}

function Measured({ gain }: { gain: GainData }) {
  const speech = useSpeech();
  const { t, f } = speech;
  if (gain.measurements.length === 0) return <span className="muted">{t(gains.notMeasured)}</span>;
  return (
    <ul className="gain-measurements unstyled-list no-max-width">
      {inTime(gain.measurements).map((one) => (
        <li key={one.id}>
          {inWords(one, gain, speech)}
          <span className="gain-note">
            {one.period
              ? `${f.date(one.period.from)}–${f.date(one.period.to)}`
              : (one.periodLabel ?? "")}
            {one.source === "RUN_REPORTS" && ` · ${t(gains.runReports)}`}
          </span>
          {one.method && <span className="gain-note">{one.method}</span>}
          {one.reservation && <span className="gain-note">{one.reservation}</span>}
        </li>
      ))}
    </ul>
  );
}
