import type { ReactNode } from "react";
import { Link } from "react-router";
import { caseAddress } from "../cases/address.ts";
import { useSpeech } from "../texts/language.tsx";
import type { Text } from "../texts/texts.ts";
import type { PortfolioData } from "./PortfolioPage.tsx";
import { portfolio } from "./texts.ts";

interface Named {
  id: string;
  basics: { title: string };
}

/** What somebody should look at, each with the cases that it is about. */
export function Attention({ data }: { data: PortfolioData }) {
  const { t } = useSpeech();
  const own = data.cases.nodes;
  const points: { text: Text; cases: Named[] }[] = [
    { text: portfolio.overdue, cases: own.filter((one) => one.overdue) },
    { text: portfolio.invited, cases: data.invitations.nodes },
    {
      text: portfolio.incomplete,
      cases: own.filter((one) => (one.internal?.completeness.percent ?? 100) < 50),
    },
    {
      text: portfolio.unshared,
      cases: own.filter((one) => one.visibility === "DRAFT" || one.visibility === "ORGANISATION"),
    },
  ].filter((point) => point.cases.length > 0);
  return (
    <section className="aside-box" aria-labelledby="attention">
      <h2 id="attention">{t(portfolio.attention)}</h2>
      {points.length === 0 && <p>{t(portfolio.nothing)}</p>}
      {points.map(({ text, cases }) => (
        <Point key={text.id} words={t(text, { count: cases.length })}>
          <ul>
            {cases.map((one) => (
              <li key={one.id}>
                <Link to={caseAddress(one.id)}>{one.basics.title}</Link>
              </li>
            ))}
          </ul>
        </Point>
      ))}
    </section>
  );
}

function Point({ words, children }: { words: string; children: ReactNode }) {
  return (
    <details>
      <summary>{words}</summary>
      {children}
    </details>
  );
}
