import type { ReactNode } from "react";
import { Link } from "react-router";
import { useQuery } from "urql";
import { caseAddress } from "../cases/address.ts";
import { graphql, type ResultOf } from "../client/graphql.ts";
import { collectionAddress } from "../collections/address.ts";
import { ConsentAnswers } from "../collections/ConsentAnswers.tsx";
import { collections } from "../collections/texts.ts";
import { useSpeech } from "../texts/language.tsx";
import { InvitationAnswers, LeadAnswers } from "./Answers.tsx";
import { owners } from "./texts.ts";

const AskedFragment = graphql(`
  fragment Asked on Case {
    id
    basics {
      title
    }
    lead {
      name
    }
  }
`);

const WaitingDocument = graphql(
  `
    query Waiting {
      invited: cases(filter: { invited: true }, first: 20) {
        nodes {
          ...Asked
        }
      }
      offered: cases(filter: { leadOffered: true }, first: 20) {
        nodes {
          ...Asked
        }
      }
      wanted: cases(filter: { consentAsked: true }, first: 20) {
        nodes {
          ...Asked
          askedForBy(first: 20) {
            nodes {
              id
              about {
                title
              }
              lead {
                name
              }
            }
          }
        }
      }
    }
  `,
  [AskedFragment],
);

type Asked = ResultOf<typeof AskedFragment>;

/** What only this reader, or their colleagues of the same rights, can answer. */
export function Waiting() {
  const { t } = useSpeech();
  const [{ data }, again] = useQuery({ query: WaitingDocument });
  const refresh = () => again({ requestPolicy: "network-only" });
  if (!data) return null;
  const invited = data.invited.nodes;
  const offered = data.offered.nodes;
  const wanted = data.wanted.nodes.flatMap((one) =>
    one.askedForBy.nodes.map((collection) => ({ one, collection })),
  );
  if (invited.length + offered.length + wanted.length === 0) return null;
  return (
    <section aria-labelledby="waiting">
      <h2 id="waiting">{t(owners.waiting)}</h2>
      {invited.map((one) => (
        <Point key={one.id} one={one} words={t(owners.askedToOwn, { lead: one.lead.name })}>
          <InvitationAnswers caseId={one.id} refresh={refresh} />
        </Point>
      ))}
      {offered.map((one) => (
        <Point key={one.id} one={one} words={t(owners.askedToLead, { lead: one.lead.name })}>
          <LeadAnswers caseId={one.id} refresh={refresh} />
        </Point>
      ))}
      {wanted.map(({ one, collection }) => (
        <Point
          key={`${one.id} ${collection.id}`}
          one={one}
          words={t(collections.askedFor, { lead: collection.lead.name })}
        >
          <p>
            <Link to={collectionAddress(collection.id)}>{collection.about.title}</Link>
          </p>
          <ConsentAnswers caseId={one.id} collectionId={collection.id} refresh={refresh} />
        </Point>
      ))}
    </section>
  );
}

interface PointProps {
  one: Asked;
  words: string;
  children: ReactNode;
}

function Point({ one, words, children }: PointProps) {
  return (
    <div className="aside-box waiting">
      <p>
        <Link to={caseAddress(one.id)}>
          <strong>{one.basics.title}</strong>
        </Link>
      </p>
      <p>{words}</p>
      {children}
    </div>
  );
}
