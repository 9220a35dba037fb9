import { Link } from "react-router";
import { bareId } from "../cases/address.ts";
import { useSpeech } from "../texts/language.tsx";
import type { CaseData } from "./document.ts";
import { RecordSections } from "./RecordSections.tsx";
import { rowsOf, SECTIONS, type SectionName } from "./sections.tsx";
import { oneCase } from "./texts.ts";

/** The whole record, section by section. Readers are spared empty ones, editors are told of them. */
export function Record({ found }: { found: CaseData }) {
  const speech = useSpeech();
  const { t } = speech;
  const canEdit = found.internal?.canEdit ?? false;
  const edit = `/loesninger/${bareId(found.id)}/rediger`;
  const notes = found.internal?.notesHtml;
  const richTexts = notes
    ? [...found.richTexts, { field: "internal.notes", html: notes }]
    : found.richTexts;
  const empty = SECTIONS.filter((name) => rowsOf(name, found, speech).length === 0);
  return (
    <section className="record" aria-labelledby="record">
      <h2 id="record">{t(oneCase.record)}</h2>
      {empty.length === SECTIONS.length && <p className="muted">{t(oneCase.nothingMore)}</p>}
      <RecordSections
        found={{ ...found, richTexts }}
        tools={(name, title) =>
          canEdit && (
            <Link className="no-print" to={`${edit}/${name}`}>
              {t(oneCase.edit)}
              <span className="sr-only"> {title}</span>
            </Link>
          )
        }
      />
      {canEdit && empty.length > 0 && <Empties edit={edit} names={empty} />}
    </section>
  );
}

/** Sections that say nothing yet, each with the way to its form. */
function Empties({ edit, names }: { edit: string; names: SectionName[] }) {
  const { t, l } = useSpeech();
  return (
    <div className="record-section no-print">
      <p className="muted">{t(oneCase.emptySections)}</p>
      <ul className="record-empties unstyled-list no-max-width">
        {names.map((name) => (
          <li key={name}>
            <Link to={`${edit}/${name}`}>{l.of("SectionKind", name.toUpperCase())}</Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
