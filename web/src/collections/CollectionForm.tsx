import type { Written } from "../client/write.ts";
import { edit } from "../edit/texts.ts";
import { valuesOf } from "../texts/labels.ts";
import { useSpeech } from "../texts/language.tsx";
import { CheckGroup, TextField } from "../ui/fields.tsx";
import { collections } from "./texts.ts";

/** What is written of a collection. */
export interface About {
  title: string;
  summary: string;
  description: string;
  subjectAreas: string[];
  role: string;
  mailbox: string;
  telephone: string;
}

export const EMPTY: About = {
  title: "",
  summary: "",
  description: "",
  subjectAreas: [],
  role: "",
  mailbox: "",
  telephone: "",
};

interface Props {
  value: About;
  onChange: (part: Partial<About>) => void;
  written: Written | null;
}

/** The fields that say what a collection is about. */
export function AboutFields({ value, onChange, written }: Props) {
  const { t, l } = useSpeech();
  const errorOf = (field: string) =>
    written?.refusal?.fields.find((one) => one.field === field)?.message;
  return (
    <>
      <TextField
        label={t(collections.name)}
        required
        most={120}
        error={errorOf("about.title")}
        value={value.title}
        onChange={(title) => onChange({ title })}
      />
      <TextField
        label={t(collections.summary)}
        required
        lines={2}
        most={300}
        error={errorOf("about.summary")}
        value={value.summary}
        onChange={(summary) => onChange({ summary })}
      />
      <TextField
        label={t(collections.description)}
        hint={t(edit.markdown)}
        lines={6}
        error={errorOf("about.description")}
        value={value.description}
        onChange={(description) => onChange({ description })}
      />
      <CheckGroup
        legend={t(collections.areas)}
        options={valuesOf("SubjectArea").map((area) => ({
          value: area,
          name: l.of("SubjectArea", area),
        }))}
        values={value.subjectAreas}
        onChange={(subjectAreas) => onChange({ subjectAreas })}
      />
      <fieldset>
        <legend className="form-label">{t(collections.contact)}</legend>
        {(["role", "mailbox", "telephone"] as const).map((name) => (
          <TextField
            key={name}
            label={t(collections[name])}
            error={errorOf(`contact.${name}`)}
            value={value[name]}
            onChange={(text) => onChange({ [name]: text })}
          />
        ))}
      </fieldset>
    </>
  );
}
