import type { ReactNode } from "react";
import { Link } from "react-router";
import { bareId } from "../cases/address.ts";
import { useSpeech } from "../texts/language.tsx";
import { RichText } from "../ui/RichText.tsx";
import type { CaseData } from "./document.ts";
import { nameOf, rowsOf, SECTIONS, type SectionName } from "./sections.tsx";
import { oneCase } from "./texts.ts";

/** The whole record, section by section. Readers are spared empty ones, editors are told of them. */
export function Record({ found }: { found: CaseData }) {
  const { t } = useSpeech();
  const canEdit = found.internal?.canEdit ?? false;
  const speech = useSpeech();
  const sections = SECTIONS.map((name) => ({ name, rows: rowsOf(name, found, speech) }));
  const shown = sections.filter(({ rows }) => rows.length > 0);
  const empty = sections.filter(({ rows }) => rows.length === 0).map(({ name }) => name);
  return (
    <section className="record" aria-labelledby="record">
      <h2 id="record">{t(oneCase.record)}</h2>
      {shown.length === 0 && <p className="muted">{t(oneCase.nothingMore)}</p>}
      {shown.map(({ name, rows }) => (
        <Section key={name} name={name} found={found} canEdit={canEdit}>
          <dl>
            {rows.map(({ field, shown: value }) => (
              <div key={field} className="record-row">
                <dt>{nameOf(field, speech)}</dt>
                <dd>{value ?? <Rich found={found} field={field} />}</dd>
              </div>
            ))}
          </dl>
        </Section>
      ))}
      {canEdit && empty.length > 0 && <Empties found={found} names={empty} />}
    </section>
  );
}

/** Sections that say nothing yet, each with the way to its form. */
function Empties({ found, names }: { found: CaseData; names: SectionName[] }) {
  const { t, l } = useSpeech();
  return (
    <div className="record-section no-print">
      <p className="muted">{t(oneCase.emptySections)}</p>
      <ul className="record-empties unstyled-list no-max-width">
        {names.map((name) => (
          <li key={name}>
            <Link to={`/loesninger/${bareId(found.id)}/rediger/${name}`}>
              {l.of("SectionKind", name.toUpperCase())}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface SectionProps {
  name: SectionName;
  found: CaseData;
  canEdit: boolean;
  children: ReactNode;
}

function Section({ name, found, canEdit, children }: SectionProps) {
  const { t, l } = useSpeech();
  const title = l.of("SectionKind", name.toUpperCase());
  return (
    <section className="record-section" aria-labelledby={`section-${name}`}>
      <div className="heading-with-tools">
        <h3 id={`section-${name}`}>{title}</h3>
        {canEdit && (
          <Link className="no-print" to={`/loesninger/${bareId(found.id)}/rediger/${name}`}>
            {t(oneCase.edit)}
            <span className="sr-only"> {title}</span>
          </Link>
        )}
      </div>
      {children}
    </section>
  );
}

function Rich({ found, field }: { found: CaseData; field: string }) {
  const text = found.richTexts.find((one) => one.field === field);
  return text ? <RichText html={text.html} /> : null;
}
