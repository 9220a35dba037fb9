import { Link } from "react-router";
import { caseAddress } from "../cases/address.ts";
import { cases as words } from "../cases/texts.ts";
import { valuesOf } from "../texts/labels.ts";
import { useSpeech } from "../texts/language.tsx";
import { Scrolls } from "../ui/Scrolls.tsx";
import type { OwnCase } from "./PortfolioPage.tsx";
import { portfolio } from "./texts.ts";

/** The portfolio as a board with a column for each phase. */
export function Board({ cases }: { cases: readonly OwnCase[] }) {
  const { t, f, l } = useSpeech();
  return (
    <Scrolls label={t(portfolio.board)}>
      <div className="board">
        {valuesOf("Phase").map((phase) => {
          const here = cases.filter((one) => one.phase === phase);
          return (
            <section key={phase} aria-labelledby={`phase-${phase}`}>
              <h3 id={`phase-${phase}`}>
                {t(portfolio.inPhase, { phase: l.of("Phase", phase), count: here.length })}
              </h3>
              <ul className="unstyled-list no-max-width">
                {here.map((one) => (
                  <li key={one.id} className="board-card">
                    <Link to={caseAddress(one.id)}>{one.basics.title}</Link>
                    <span className="small muted">{l.of("Status", one.status)}</span>
                    {one.workload.expectedHoursPerYear && (
                      <span className="small muted">
                        {t(words.hoursAYear, {
                          hours: f.number(one.workload.expectedHoursPerYear),
                        })}
                      </span>
                    )}
                    {one.overdue && <span className="chip chip--warning">{t(words.overdue)}</span>}
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </Scrolls>
  );
}
