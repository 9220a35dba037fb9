import { useState } from "react";
import { useQuery } from "urql";
import { graphql, type VariablesOf } from "../client/graphql.ts";
import { useSpeech } from "../texts/language.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Loading } from "../ui/Loading.tsx";
import { CaseCard, CaseCardFragment } from "./CaseCard.tsx";
import { cases } from "./texts.ts";

export const CasesDocument = graphql(
  `
    query Cases($search: String, $filter: CaseFilter, $sort: CaseOrder, $after: String) {
      cases(search: $search, filter: $filter, sort: $sort, first: 20, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...CaseCard
        }
      }
    }
  `,
  [CaseCardFragment],
);

type Asked = VariablesOf<typeof CasesDocument>;

interface Props {
  asked: Asked;
  /** Below each case: what can be done with it in this list. */
  tools?: (id: string, title: string) => React.ReactNode;
}

/** One page of a list after another; each is asked for when it is wanted. */
export function CaseList({ asked, tools }: Props) {
  const [cursors, setCursors] = useState<string[]>([]);
  return (
    <>
      {[null, ...cursors].map((after, at) => (
        <OnePage
          key={after ?? "first"}
          asked={{ ...asked, after }}
          tools={tools}
          onMore={at === cursors.length ? (cursor) => setCursors([...cursors, cursor]) : undefined}
        />
      ))}
    </>
  );
}

interface PageProps extends Props {
  onMore: ((cursor: string) => void) | undefined;
}

function OnePage({ asked, tools, onMore }: PageProps) {
  const { t } = useSpeech();
  const [{ data, error, fetching }, again] = useQuery({ query: CasesDocument, variables: asked });
  if (error && !data && !fetching) {
    return <Failed error={error} retry={() => again({ requestPolicy: "network-only" })} />;
  }
  if (!data) return <Loading lines={9} />;
  const { nodes, pageInfo } = data.cases;
  const cursor = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  return (
    <>
      <ul className="case-list unstyled-list no-max-width">
        {nodes.map((found) => (
          <li key={found.id}>
            <CaseCard found={found} level={2}>
              {tools?.(found.id, found.basics.title)}
            </CaseCard>
          </li>
        ))}
      </ul>
      {cursor && onMore && (
        <div className="row-of-buttons">
          <button type="button" className="button button-secondary" onClick={() => onMore(cursor)}>
            {t(cases.more)}
          </button>
        </div>
      )}
    </>
  );
}
