import type { ReactNode } from "react";
import { Link, useSearchParams } from "react-router";
import { useQuery } from "urql";
import { caseAddress } from "../cases/address.ts";
import { withOnly } from "../cases/query.ts";
import { graphql, type ResultOf } from "../client/graphql.ts";
import { useSpeech } from "../texts/language.tsx";
import { Bars } from "../ui/Bars.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Failed } from "../ui/Failed.tsx";
import { SelectField } from "../ui/fields.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Scrolls } from "../ui/Scrolls.tsx";
import { Choices } from "./choices.tsx";
import { Frame } from "./Frame.tsx";
import { listBehind } from "./table.ts";
import { statistics } from "./texts.ts";

const LeagueDocument = graphql(`
  query League($first: Int!) {
    reuseLeague(first: $first) {
      cases {
        organisations
        reuses
        case {
          id
          basics {
            title
          }
          lead {
            cvr
            name
          }
        }
      }
      organisations {
        organisations
        cases
        reuses
        organisation {
          cvr
          name
        }
      }
    }
  }
`);

type League = ResultOf<typeof LeagueDocument>["reuseLeague"];

/** Lengths of a league that can be chosen. */
const LENGTHS = ["10", "25", "50", "100"];

/** What most others reuse, and whose. */
export function Component() {
  const { t } = useSpeech();
  const [params, setParams] = useSearchParams();
  const asked = params.get("antal") ?? "";
  const length = LENGTHS.includes(asked) ? asked : "10";
  const [{ data, error, fetching }, again] = useQuery({
    query: LeagueDocument,
    variables: { first: Number(length) },
  });
  const league = data?.reuseLeague;
  return (
    <Frame title={t(statistics.leagueTitle)} lead={t(statistics.leagueLead)}>
      <Choices>
        <SelectField
          label={t(statistics.places)}
          value={length}
          options={LENGTHS.map((value) => ({ value, name: value }))}
          onChange={(value) => setParams(withOnly(params, "antal", value))}
        />
      </Choices>
      {error && !league && !fetching && (
        <Failed error={error} retry={() => again({ requestPolicy: "network-only" })} />
      )}
      {!league && fetching && <Loading lines={8} />}
      {league?.cases.length === 0 && (
        <Empty heading={t(statistics.leagueNone)}>
          <p>{t(statistics.leagueNoneWhy)}</p>
        </Empty>
      )}
      {league && league.cases.length > 0 && (
        <>
          <CaseLeague league={league} />
          <OrganisationLeague league={league} />
        </>
      )}
    </Frame>
  );
}

function CaseLeague({ league }: { league: League }) {
  const { t, f } = useSpeech();
  const known = league.cases.flatMap((one) => (one.case ? [{ ...one, case: one.case }] : []));
  const bars = known.slice(0, 10).map((one) => ({
    name: one.case.basics.title,
    value: one.organisations,
    tone: "measured" as const,
  }));
  return (
    <>
      <h2>{t(statistics.leagueCases)}</h2>
      <figure className="statistics-chart">
        <Bars label={t(statistics.leagueChart)} bars={bars} write={(value) => f.number(value)} />
      </figure>
      <Places
        label={t(statistics.leagueCases)}
        heads={[t(statistics.oneCase), t(statistics.leader)]}
        figures={[t(statistics.reusedBy), t(statistics.reusingCases)]}
        rows={known.map((one) => ({
          key: one.case.id,
          cells: [
            <Link key="case" to={caseAddress(one.case.id)}>
              {one.case.basics.title}
            </Link>,
            <Link key="lead" to={`/organisationer/${one.case.lead.cvr}`}>
              {one.case.lead.name}
            </Link>,
          ],
          figures: [
            f.number(one.organisations),
            <Link key="reuses" to={listBehind({ reusesCase: one.case.id })}>
              {f.number(one.reuses)}
            </Link>,
          ],
        }))}
      />
    </>
  );
}

function OrganisationLeague({ league }: { league: League }) {
  const { t, f } = useSpeech();
  return (
    <>
      <h2>{t(statistics.leagueOrganisations)}</h2>
      <Places
        label={t(statistics.leagueOrganisations)}
        heads={[t(statistics.organisation)]}
        figures={[t(statistics.reusedBy), t(statistics.reusedCases), t(statistics.reusingCases)]}
        rows={league.organisations.map((one) => ({
          key: one.organisation.cvr,
          cells: [
            <Link key="who" to={`/organisationer/${one.organisation.cvr}`}>
              {one.organisation.name}
            </Link>,
          ],
          figures: [
            f.number(one.organisations),
            <Link
              key="cases"
              to={`/loesninger?${new URLSearchParams({ org: one.organisation.cvr, genbrugere: "1" })}`}
            >
              {f.number(one.cases)}
            </Link>,
            f.number(one.reuses),
          ],
        }))}
      />
    </>
  );
}

interface PlacesProps {
  label: string;
  heads: string[];
  figures: string[];
  rows: { key: string; cells: ReactNode[]; figures: ReactNode[] }[];
}

/** A table of places, the first first. */
function Places({ label, heads, figures, rows }: PlacesProps) {
  const { t } = useSpeech();
  return (
    <Scrolls label={label}>
      <table className="table table--compact">
        <thead>
          <tr>
            <th scope="col">{t(statistics.place)}</th>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
            {figures.map((head) => (
              <th key={head} scope="col" className="figure">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <tr key={row.key}>
              <td>{place + 1}</td>
              {row.cells.map((cell, at) =>
                at === 0 ? (
                  <th key={heads[at]} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={heads[at]}>{cell}</td>
                ),
              )}
              {row.figures.map((figure, at) => (
                <td key={figures[at]} className="figure">
                  {figure}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}
