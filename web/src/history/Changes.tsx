import { useSpeech } from "../texts/language.tsx";
import { Scrolls } from "../ui/Scrolls.tsx";
import { history } from "./texts.ts";
import { compared, type Piece } from "./words.ts";
import "./history.css";

export interface Change {
  field: string;
  before: string | null;
  after: string | null;
}

/** Fields before and after, with the words marked that differ. */
export function Changes({ changes }: { changes: readonly Change[] }) {
  const { t, l } = useSpeech();
  return (
    <Scrolls label={t(history.table)}>
      <table className="table changes">
        <thead>
          <tr>
            <th scope="col">{t(history.field)}</th>
            <th scope="col">{t(history.before)}</th>
            <th scope="col">{t(history.after)}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={change.field}>
              <th scope="row">{l.field(change.field)}</th>
              <Both change={change} />
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}

function Both({ change }: { change: Change }) {
  const speech = useSpeech();
  const name = (json: string | null) => named(change.field, readable(json), speech);
  const { before, after } = compared(name(change.before), name(change.after));
  return (
    <>
      <td>
        <Side pieces={before} as="del" />
      </td>
      <td>
        <Side pieces={after} as="ins" />
      </td>
    </>
  );
}

function Side({ pieces, as: Marked }: { pieces: Piece[]; as: "del" | "ins" }) {
  const { t } = useSpeech();
  if (pieces.length === 0) return <span className="muted">{t(history.nothing)}</span>;
  return pieces.map(
    ({ text, differs }, at) =>
      // biome-ignore-start lint/suspicious/noArrayIndexKey: pieces of one text have no other name.
      differs ? <Marked key={at}>{text}</Marked> : <span key={at}>{text}</span>,
    // biome-ignore-end lint/suspicious/noArrayIndexKey: pieces of one text have no other name.
  );
}

type Speech = ReturnType<typeof useSpeech>;

/** Values that have names are shown by them. */
function named(field: string, value: string, { t, l }: Speech): string {
  if (value === "true" || value === "false") return t(value === "true" ? history.yes : history.no);
  const kind = ENUMERATIONS[field];
  return kind ? l.of(kind, value.toUpperCase()) : value;
}

const ENUMERATIONS: Record<string, "Phase" | "Status" | "Visibility" | "CaseKind" | "Schedule"> = {
  phase: "Phase",
  status: "Status",
  visibility: "Visibility",
  "basics.kind": "CaseKind",
  "implementation.schedule": "Schedule",
};

/** JSON of a field as people read it. */
export function readable(json: string | null): string {
  if (json === null) return "";
  try {
    return plain(JSON.parse(json));
  } catch {
    return json;
  }
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(plain).join(", ");
  if (typeof value === "object") return Object.values(value).map(plain).filter(Boolean).join(" · ");
  return String(value);
}
