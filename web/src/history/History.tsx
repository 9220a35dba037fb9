import { useState } from "react";
import { Link } from "react-router";
import { useQuery } from "urql";
import { caseAddress } from "../cases/address.ts";
import { graphql, type ResultOf } from "../client/graphql.ts";
import { useSpeech } from "../texts/language.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Changes } from "./Changes.tsx";
import { nameOfEvent } from "./events.ts";
import { Past } from "./Past.tsx";
import { history } from "./texts.ts";
import "./history.css";

const HistoryDocument = graphql(`
  query History($id: ID!, $before: Int) {
    case(id: $id) {
      id
      history(first: 20, before: $before) {
        pageInfo {
          hasNextPage
        }
        nodes {
          revision
          event
          at
          organisation {
            name
          }
          person {
            name
          }
          changes {
            field
            before
            after
          }
        }
      }
    }
  }
`);

type Found = NonNullable<ResultOf<typeof HistoryDocument>["case"]>;
type Entry = NonNullable<Found["history"]>["nodes"][number];

/** What happened to a case, for its owners; asked for when it is wanted. */
export function History({ id, latest }: { id: string; latest: number }) {
  const { t } = useSpeech();
  const [open, setOpen] = useState(false);
  const [befores, setBefores] = useState<(number | null)[]>([null]);
  return (
    <section className="history no-print" aria-labelledby="history">
      <h2 id="history">{t(history.title)}</h2>
      {!open ? (
        <button type="button" className="button button-secondary" onClick={() => setOpen(true)}>
          {t(history.show)}
        </button>
      ) : (
        <>
          <Past key={latest} id={id} latest={latest} />
          {befores.map((before) => (
            <Part
              key={before ?? "now"}
              id={id}
              before={before}
              onOlder={
                before === befores.at(-1)
                  ? (revision) => setBefores([...befores, revision])
                  : undefined
              }
            />
          ))}
        </>
      )}
    </section>
  );
}

interface PartProps {
  id: string;
  before: number | null;
  onOlder: ((revision: number) => void) | undefined;
}

function Part({ id, before, onOlder }: PartProps) {
  const { t } = useSpeech();
  const [{ data, error, fetching }, again] = useQuery({
    query: HistoryDocument,
    variables: { id, before },
  });
  if (error && !data && !fetching) return <Failed error={error} retry={again} />;
  if (!data) return <Loading />;
  const entries = data.case?.history?.nodes ?? [];
  const last = entries.at(-1);
  return (
    <>
      <ol className="timeline">
        {entries.map((entry) => (
          <li key={entry.revision}>
            <OneEntry id={id} entry={entry} isLatest={before === null && entry === entries[0]} />
          </li>
        ))}
      </ol>
      {last && data.case?.history?.pageInfo.hasNextPage && onOlder && (
        <button
          type="button"
          className="button button-secondary"
          onClick={() => onOlder(last.revision)}
        >
          {t(history.older)}
        </button>
      )}
    </>
  );
}

interface EntryProps {
  id: string;
  entry: Entry;
  isLatest: boolean;
}

function OneEntry({ id, entry, isLatest }: EntryProps) {
  const { t, f, language } = useSpeech();
  const who = entry.person ? (entry.person.name ?? t(history.somebody)) : t(history.background);
  return (
    <>
      <p>
        <strong>{nameOfEvent(entry.event, language)}</strong>
        <span className="muted">
          {` · ${f.moment(entry.at)} · ${who}`}
          {entry.organisation && `, ${entry.organisation.name}`}
          {` · ${t(history.version, { revision: entry.revision })}`}
        </span>
      </p>
      {!isLatest && (
        <Link to={`${caseAddress(id)}/som-den-var?version=${entry.revision}`}>
          {t(history.see, { revision: entry.revision })}
        </Link>
      )}
      {entry.changes.length > 0 && (
        <details>
          <summary>{t(history.changes, { count: entry.changes.length })}</summary>
          <Changes changes={entry.changes} />
        </details>
      )}
    </>
  );
}
