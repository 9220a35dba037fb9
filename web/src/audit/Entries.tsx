import { Link } from "react-router";
import { bareId } from "../cases/address.ts";
import { useSpeech } from "../texts/language.tsx";
import type { Entry } from "./documents.ts";
import { type Speaking, sentenceOf } from "./sentences.ts";
import { audit } from "./texts.ts";
import "../ui/cards.css";
import "./audit.css";

interface Props {
  entries: readonly Entry[];
  speaking: Speaking;
  /** Each person leads to their page. */
  linked?: boolean;
}

/** Entries of a log, a sentence each. */
export function Entries({ entries, speaking, linked = false }: Props) {
  const { t } = useSpeech();
  return (
    <table className="table table--compact table--cards">
      <caption className="sr-only">{t(audit.list)}</caption>
      <thead>
        <tr>
          <th scope="col">{t(audit.at)}</th>
          <th scope="col">{t(audit.happened)}</th>
          {linked && <th scope="col">{t(audit.person)}</th>}
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <Row key={entry.id} entry={entry} speaking={speaking} linked={linked} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  entry: Entry;
  speaking: Speaking;
  linked: boolean;
}

function Row({ entry, speaking, linked }: RowProps) {
  const { t, f } = useSpeech();
  const { kind, person, at } = entry;
  const refused = kind === "sign_in_refused" || kind === "client_refused";
  return (
    <tr>
      <td className="log-at">{at && <time dateTime={at}>{f.moment(at)}</time>}</td>
      <td>
        {refused && <span className="chip chip--warning log-mark">{t(audit.refused)}</span>}
        {sentenceOf(entry, speaking)}
      </td>
      {linked && (
        <td>
          {person && (
            <Link to={`/min-organisation/brugere/${bareId(person.id)}`}>
              {person.name ?? t(audit.somebody)}
            </Link>
          )}
        </td>
      )}
    </tr>
  );
}
