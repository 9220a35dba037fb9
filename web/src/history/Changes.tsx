import { useSpeech } from "../texts/language.tsx";
import { Scrolls } from "../ui/Scrolls.tsx";
import { history } from "./texts.ts";

interface Change {
  field: string;
  before: string | null;
  after: string | null;
}

/** Fields before and after. */
export function Changes({ changes }: { changes: readonly Change[] }) {
  const { t, l } = useSpeech();
  return (
    <Scrolls label={t(history.title)}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">
              <span className="sr-only">{t(history.title)}</span>
            </th>
            <th scope="col">{t(history.before)}</th>
            <th scope="col">{t(history.after)}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={change.field}>
              <th scope="row">{l.field(change.field)}</th>
              <td>{readable(change.before) || t(history.nothing)}</td>
              <td>{readable(change.after) || t(history.nothing)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}

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
