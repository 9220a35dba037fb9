import { Link } from "react-router";
import { useQuery } from "urql";
import type { CaseData } from "../case/document.ts";
import { oneCase } from "../case/texts.ts";
import { caseAddress } from "../cases/address.ts";
import { graphql } from "../client/graphql.ts";
import { GainFragment } from "../gains/document.ts";
import { hoursMeasured } from "../gains/sums.ts";
import { useSpeech } from "../texts/language.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Graph } from "./Graph.tsx";
import { reuse } from "./texts.ts";

const ReusersDocument = graphql(
  `
    query Reusers($id: ID!) {
      case(id: $id) {
        id
        reusers(first: 50) {
          edges {
            reuse {
              id
              degree
            }
            node {
              id
              lead {
                name
              }
              basics {
                title
              }
              gains {
                ...Gain
              }
            }
          }
        }
      }
    }
  `,
  [GainFragment],
);

/** What the case builds on and who builds on it: both ends of each reuse. */
export function Reusers({ found }: { found: CaseData }) {
  const { t } = useSpeech();
  return (
    <section className="reusers" aria-labelledby="reusers">
      <h2 id="reusers">{t(oneCase.reusersTitle)}</h2>
      {found.reuses.length + found.reuserCount > 0 && <Graph id={found.id} />}
      {found.reuses.length > 0 && <Sources found={found} />}
      {found.reuserCount === 0 ? (
        <p className="muted">{t(oneCase.noReusers)}</p>
      ) : (
        <List id={found.id} count={found.reuserCount} />
      )}
    </section>
  );
}

function Sources({ found }: { found: CaseData }) {
  const { t, l } = useSpeech();
  return (
    <>
      <h3>{t(oneCase.buildsOn)}</h3>
      <ul className="reuse-list">
        {found.reuses.map(({ id, degree, reason, source }) => (
          <li key={id}>
            <Source source={source} /> <span className="chip">{l.of("ReuseDegree", degree)}</span>
            {reason && <p className="muted">{reason}</p>}
          </li>
        ))}
      </ul>
    </>
  );
}

function Source({ source }: { source: CaseData["reuses"][number]["source"] }) {
  const { t } = useSpeech();
  if (source.__typename === "ExternalSource") {
    return source.url ? <a href={source.url}>{source.name}</a> : source.name;
  }
  if (source.__typename === "CaseSource" && source.case) {
    return (
      <>
        <Link to={caseAddress(source.case.id)}>{source.case.basics.title}</Link>
        {`, ${source.case.lead.name} `}
      </>
    );
  }
  return t(oneCase.hiddenSource);
}

function List({ id, count }: { id: string; count: number }) {
  const { t, f, l } = useSpeech();
  const [{ data, error, fetching }, again] = useQuery({
    query: ReusersDocument,
    variables: { id },
  });
  if (error && !data && !fetching) return <Failed error={error} retry={again} />;
  if (!data) return <Loading />;
  return (
    <>
      <p>{t(reuse.picture, { count })}</p>
      <ul className="reuse-list">
        {data.case?.reusers.edges.map(({ node, reuse: how }) => {
          const hours = hoursMeasured(node.gains);
          return (
            <li key={how.id}>
              <strong>{node.lead.name}</strong>{" "}
              <Link to={caseAddress(node.id)}>{node.basics.title}</Link>{" "}
              <span className="chip">{l.of("ReuseDegree", how.degree)}</span>
              {hours !== null && (
                <p className="muted">{t(reuse.measured, { hours: f.number(hours, 1) })}</p>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
