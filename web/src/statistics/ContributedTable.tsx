import { useSpeech } from "../texts/language.tsx";
import { Scrolls } from "../ui/Scrolls.tsx";
import type { Contributed } from "./documents.ts";
import { statistics } from "./texts.ts";

/** For coordinators: what organisations let be counted and do not share. Nothing for all others. */
export function ContributedTable({ told }: { told: readonly Contributed[] }) {
  const { t, f, l } = useSpeech();
  if (told.length === 0) return null;
  return (
    <section aria-labelledby="contributed">
      <h2 id="contributed">{t(statistics.contributed)}</h2>
      <p className="muted">{t(statistics.contributedWhy)}</p>
      <Scrolls label={t(statistics.contributed)}>
        <table className="table table--compact">
          <thead>
            <tr>
              <th scope="col">{t(statistics.counted)}</th>
              <th scope="col" className="figure">
                {t(statistics.cases)}
              </th>
              <th scope="col" className="figure">
                {t(statistics.sum)}
              </th>
              <th scope="col">{t(statistics.movedOn)}</th>
            </tr>
          </thead>
          <tbody>
            {told.map((one) => (
              <tr key={one.measure}>
                <th scope="row">{l.of("ContributedMeasure", one.measure)}</th>
                <td className="figure">{f.number(one.cases)}</td>
                <td className="figure">{one.amount === null ? "–" : f.number(one.amount)}</td>
                <td>{f.date(one.asOf)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
    </section>
  );
}
