import { Link } from "react-router";
import { caseAddress } from "../cases/address.ts";
import { useSpeech } from "../texts/language.tsx";
import { Scrolls } from "../ui/Scrolls.tsx";
import type { OwnCase } from "./PortfolioPage.tsx";
import { portfolio } from "./texts.ts";

/** The portfolio as a table, in the order of a life. */
export function List({ cases }: { cases: readonly OwnCase[] }) {
  const { t } = useSpeech();
  const heads = [portfolio.name, portfolio.phase, portfolio.status, portfolio.shared];
  const figures = [portfolio.filled, portfolio.expected, portfolio.reusers, portfolio.changed];
  return (
    <Scrolls label={t(portfolio.table)}>
      <table className="table table--compact">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head.id} scope="col">
                {t(head)}
              </th>
            ))}
            {figures.map((head) => (
              <th key={head.id} scope="col" className="figure">
                {t(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cases.map((one) => (
            <Row key={one.id} one={one} />
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}

function Row({ one }: { one: OwnCase }) {
  const { f, l } = useSpeech();
  const hours = one.workload.expectedHoursPerYear;
  return (
    <tr>
      <th scope="row">
        <Link to={caseAddress(one.id)}>{one.basics.title}</Link>
      </th>
      <td>{l.of("Phase", one.phase)}</td>
      <td>{l.of("Status", one.status)}</td>
      <td>{one.visibility && l.of("Visibility", one.visibility)}</td>
      <td className="figure">{one.internal ? `${one.internal.completeness.percent} %` : "–"}</td>
      <td className="figure">{hours ? f.number(hours) : "–"}</td>
      <td className="figure">{one.reuserCount}</td>
      <td className="figure">{f.date(one.changedAt)}</td>
    </tr>
  );
}
