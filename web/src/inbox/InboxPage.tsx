import { useState } from "react";
import { Link } from "react-router";
import { useQuery } from "urql";
import { SignInNeeded } from "../app/SignInNeeded.tsx";
import { caseAddress } from "../cases/address.ts";
import { graphql, type ResultOf } from "../client/graphql.ts";
import { useSession } from "../client/session.tsx";
import { OutcomeFragment, useWrite } from "../client/write.ts";
import { Enquiries } from "../enquiries/Enquiries.tsx";
import { ErrorReports } from "../errors/ErrorReports.tsx";
import { nameOfEvent } from "../history/events.ts";
import { Waiting } from "../owners/Waiting.tsx";
import { profile } from "../profile/texts.ts";
import { useSpeech } from "../texts/language.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";
import { Personal } from "./Personal.tsx";
import { inbox } from "./texts.ts";
import "./inbox.css";

const InboxDocument = graphql(`
  query Inbox($after: String) {
    inbox(first: 30, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        kind
        unread
        event
        at
        case {
          id
          basics {
            title
          }
          lead {
            name
          }
        }
        enquiry {
          id
          subject
        }
        reuser {
          id
          lead {
            name
          }
        }
      }
    }
  }
`);

const MarkDocument = graphql(
  `mutation MarkRead($input: MarkInboxReadInput!) { markInboxRead(input: $input) { ...Outcome } }`,
  [OutcomeFragment],
);

type Entry = NonNullable<ResultOf<typeof InboxDocument>["inbox"]>["nodes"][number];

/** What one is told of, what one asked and was asked, and what one follows. */
export function Component() {
  const { t } = useSpeech();
  const { viewer, known } = useSession();
  if (known && !viewer) return <SignInNeeded />;
  return (
    <Page title={t(inbox.title)}>
      {viewer && <Waiting />}
      {viewer ? (
        <div className="inbox">
          <Messages />
          <div>
            <Enquiries />
            <ErrorReports />
            <Personal />
          </div>
        </div>
      ) : (
        <Loading lines={8} />
      )}
    </Page>
  );
}

function Messages() {
  const { t } = useSpeech();
  const { unread, refresh } = useSession();
  const tell = useTell();
  const [round, setRound] = useState(0);
  const [cursors, setCursors] = useState<string[]>([]);
  const { write, busy } = useWrite(MarkDocument);
  const mark = async () => {
    const { done, refusal } = await write({ through: null });
    tell(done ? "success" : "error", done ? t(inbox.marked) : (refusal?.message ?? t(ui.failed)));
    refresh();
    setCursors([]);
    setRound(round + 1);
  };
  return (
    <section aria-labelledby="messages">
      <div className="heading-with-tools">
        <h2 id="messages">{t(inbox.messages)}</h2>
        {unread > 0 && (
          <button type="button" className="text-button" disabled={busy} onClick={mark}>
            {t(inbox.markAll)}
          </button>
        )}
      </div>
      {[null, ...cursors].map((after, at) => (
        <Part
          key={`${round} ${after}`}
          after={after}
          onMore={at === cursors.length ? (cursor) => setCursors([...cursors, cursor]) : undefined}
        />
      ))}
      <p>
        <Link to="/profil/beskeder">{t(profile.choose)}</Link>
      </p>
    </section>
  );
}

interface PartProps {
  after: string | null;
  onMore: ((cursor: string) => void) | undefined;
}

function Part({ after, onMore }: PartProps) {
  const { t } = useSpeech();
  const [{ data, error, fetching }, again] = useQuery({
    query: InboxDocument,
    variables: { after },
  });
  if (error && !data && !fetching) return <Failed error={error} retry={again} />;
  if (!data) return <Loading lines={6} />;
  const entries = data.inbox?.nodes ?? [];
  if (entries.length === 0 && after === null) {
    return (
      <Empty heading={t(inbox.none)}>
        <p>{t(inbox.noneWhy)}</p>
      </Empty>
    );
  }
  const cursor = data.inbox?.pageInfo.hasNextPage ? data.inbox.pageInfo.endCursor : null;
  return (
    <>
      <ul className="inbox-entries unstyled-list no-max-width">
        {entries.map((entry) => (
          <One key={entry.id} entry={entry} />
        ))}
      </ul>
      {cursor && onMore && (
        <button type="button" className="button button-secondary" onClick={() => onMore(cursor)}>
          {t(ui.more)}
        </button>
      )}
    </>
  );
}

function One({ entry }: { entry: Entry }) {
  const { t, f, l, language } = useSpeech();
  return (
    <li className={entry.unread ? "inbox-entry inbox-entry--unread" : "inbox-entry"}>
      <p className="small muted">
        <span className="chip">{l.of("InboxKind", entry.kind)}</span>{" "}
        {entry.unread && <strong>{t(inbox.unread)} · </strong>}
        <time dateTime={entry.at}>{f.moment(entry.at)}</time>
      </p>
      <p>
        {entry.case ? (
          <>
            <Link to={caseAddress(entry.case.id)}>{entry.case.basics.title}</Link>
            {`, ${entry.case.lead.name}`}
          </>
        ) : (
          t(inbox.gone)
        )}
      </p>
      <p className="muted">
        {nameOfEvent(entry.event, language)}
        {entry.enquiry && `: ${entry.enquiry.subject}`}
        {entry.reuser && ` · ${t(inbox.reusedBy, { who: entry.reuser.lead.name })}`}
      </p>
    </li>
  );
}
