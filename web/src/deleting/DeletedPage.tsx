import { useState } from "react";
import { Link } from "react-router";
import { useQuery } from "urql";
import { SignInNeeded } from "../app/SignInNeeded.tsx";
import { caseAddress } from "../cases/address.ts";
import { graphql, type ResultOf } from "../client/graphql.ts";
import { useSession } from "../client/session.tsx";
import { OutcomeFragment, useWrite } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { Scrolls } from "../ui/Scrolls.tsx";
import { ui } from "../ui/texts.ts";
import { useTold } from "../writes/told.ts";
import { deleting } from "./texts.ts";

const DeletedDocument = graphql(`
  query Deleted($after: String) {
    deletedCases(first: 50, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        title
        deletedAt
        reason
        revision
      }
    }
  }
`);

const RestoreDocument = graphql(
  `mutation RestoreCase($input: RestoreCaseInput!) { restoreCase(input: $input) { ...Outcome case { id } } }`,
  [OutcomeFragment],
);

type Deleted = ResultOf<typeof DeletedDocument>["deletedCases"]["nodes"][number];

/** Deleted cases that one may bring back. */
export function Component() {
  const { t } = useSpeech();
  const { viewer, known } = useSession();
  const [restored, setRestored] = useState<Deleted[]>([]);
  if (known && !viewer) return <SignInNeeded />;
  return (
    <Page title={t(deleting.deletedCases)} lead={t(deleting.deletedLead)}>
      {restored.map((one) => (
        <p key={one.id}>
          <Link to={caseAddress(one.id)}>{t(deleting.open, { title: one.title })}</Link>
        </p>
      ))}
      {viewer ? (
        <List after={null} onRestored={(one) => setRestored([...restored, one])} />
      ) : (
        <Loading />
      )}
    </Page>
  );
}

interface ListProps {
  after: string | null;
  onRestored: (one: Deleted) => void;
}

function List({ after, onRestored }: ListProps) {
  const { t } = useSpeech();
  const [more, setMore] = useState<string | null>(null);
  const [{ data, error, fetching }, again] = useQuery({
    query: DeletedDocument,
    variables: { after },
  });
  const refresh = () => again({ requestPolicy: "network-only" });
  if (error && !data && !fetching) return <Failed error={error} retry={refresh} />;
  if (!data) return <Loading />;
  const { nodes, pageInfo } = data.deletedCases;
  if (nodes.length === 0 && after === null) {
    return (
      <Empty heading={t(deleting.none)}>
        <p>{t(deleting.noneWhy)}</p>
      </Empty>
    );
  }
  return (
    <>
      <Table
        nodes={nodes}
        onRestored={(one) => {
          onRestored(one);
          refresh();
        }}
      />
      {more && <List after={more} onRestored={onRestored} />}
      {!more && pageInfo.hasNextPage && (
        <button
          type="button"
          className="button button-secondary"
          onClick={() => setMore(pageInfo.endCursor)}
        >
          {t(ui.more)}
        </button>
      )}
    </>
  );
}

interface TableProps {
  nodes: Deleted[];
  onRestored: (one: Deleted) => void;
}

function Table({ nodes, onRestored }: TableProps) {
  const { t, f } = useSpeech();
  return (
    <Scrolls label={t(deleting.table)}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t(deleting.case)}</th>
            <th scope="col">{t(deleting.when)}</th>
            <th scope="col">{t(deleting.reason)}</th>
            <th scope="col">{t(deleting.tools)}</th>
          </tr>
        </thead>
        <tbody>
          {nodes.map((one) => (
            <tr key={one.id}>
              <th scope="row">{one.title}</th>
              <td>{f.moment(one.deletedAt)}</td>
              <td>{one.reason}</td>
              <td>
                <Restore one={one} onRestored={onRestored} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}

function Restore({ one, onRestored }: { one: Deleted; onRestored: (one: Deleted) => void }) {
  const { t } = useSpeech();
  const told = useTold();
  const { write, busy } = useWrite(RestoreDocument);
  const restore = async () => {
    const written = await write({ caseId: one.id, expectedRevision: one.revision });
    if (told(written, deleting.restored)) onRestored(one);
  };
  return (
    <button type="button" className="button button-secondary" disabled={busy} onClick={restore}>
      {t(deleting.restore)}
      <span className="sr-only"> {one.title}</span>
    </button>
  );
}
