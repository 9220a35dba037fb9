import type { ReactNode } from "react";
import type { Recorded } from "../history/version.ts";
import { useSpeech } from "../texts/language.tsx";
import { RichText } from "../ui/RichText.tsx";
import { nameOf, rowsOf, SECTIONS, type SectionName } from "./sections.tsx";

interface Props {
  found: Recorded;
  /** Beside the heading of a section: what can be done with it. */
  tools?: (name: SectionName, title: string) => ReactNode;
}

/** The sections of a record that say something. */
export function RecordSections({ found, tools }: Props) {
  const speech = useSpeech();
  const { l } = speech;
  return SECTIONS.map((name) => {
    const rows = rowsOf(name, found, speech);
    if (rows.length === 0) return null;
    const title = l.of("SectionKind", name.toUpperCase());
    return (
      <section key={name} className="record-section" aria-labelledby={`section-${name}`}>
        <div className="heading-with-tools">
          <h3 id={`section-${name}`}>{title}</h3>
          {tools?.(name, title)}
        </div>
        <dl>
          {rows.map(({ field, shown: value }) => (
            <div key={field} className="record-row">
              <dt>{nameOf(field, speech)}</dt>
              <dd>{value ?? <Rich found={found} field={field} />}</dd>
            </div>
          ))}
        </dl>
      </section>
    );
  });
}

function Rich({ found, field }: { found: Recorded; field: string }) {
  const text = found.richTexts?.find((one) => one.field === field);
  return text ? <RichText html={text.html} /> : null;
}
