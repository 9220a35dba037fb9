import { valuesOf } from "../texts/labels.ts";
import { useSpeech } from "../texts/language.tsx";
import { CheckGroup, SelectField, TextField } from "../ui/fields.tsx";
import { ui } from "../ui/texts.ts";
import { Rows } from "./Rows.tsx";
import type { FieldSpec } from "./spec.ts";
import { edit } from "./texts.ts";
import { type FormValues, isNumber, type Written } from "./values.ts";

interface Props {
  spec: FieldSpec;
  /** Path of the field, which names it. */
  path: string;
  value: Written;
  error?: string | undefined;
  onChange: (value: Written) => void;
}

/** One field of a section's form, by its kind. */
export function Field(props: Props) {
  const { spec, path, value, onChange } = props;
  const { t, l } = useSpeech();
  const label = l.field(path);
  switch (spec.kind) {
    case "rows":
      return <Rows spec={spec} path={path} rows={value as FormValues[]} onChange={onChange} />;
    case "choices":
      return (
        <CheckGroup
          legend={label}
          options={namesOf(spec, l)}
          values={value as string[]}
          onChange={onChange}
        />
      );
    case "yes":
      return (
        <CheckGroup
          legend={label}
          options={[{ value: "yes", name: t(ui.yes) }]}
          values={value ? ["yes"] : []}
          onChange={(chosen) => onChange(chosen.length > 0)}
        />
      );
    case "choice":
    case "either":
      return <Choice {...props} label={label} />;
    case "years":
      return <Years label={label} value={value as string[]} onChange={onChange} />;
    default:
      return <Writing {...props} label={label} />;
  }
}

type Labels = ReturnType<typeof useSpeech>["l"];

function namesOf({ enumeration }: FieldSpec, l: Labels) {
  if (!enumeration) return [];
  return valuesOf(enumeration).map((value) => ({ value, name: l.of(enumeration, value) }));
}

function Choice({ spec, value, error, onChange, label }: Props & { label: string }) {
  const { t, l } = useSpeech();
  const either = [
    { value: "yes", name: t(ui.yes) },
    { value: "no", name: t(ui.no) },
  ];
  return (
    <SelectField
      label={label}
      hint={spec.hint && t(spec.hint)}
      error={error}
      required={spec.required}
      value={value as string}
      onChange={onChange}
      options={spec.kind === "either" ? either : namesOf(spec, l)}
      none={spec.required ? undefined : t(ui.notStated)}
    />
  );
}

function Writing({ spec, value, error, onChange, label }: Props & { label: string }) {
  const { t } = useSpeech();
  const { kind, hint, most, required } = spec;
  const numeric = kind === "whole" || kind === "decimal" || kind === "minutes";
  const wrong = numeric && !isNumber(kind, value as string) ? t(edit.numberWrong) : undefined;
  return (
    <TextField
      label={label}
      hint={hint && t(hint)}
      error={wrong ?? error}
      required={required}
      most={most}
      numeric={numeric}
      type={kind === "date" ? "date" : "text"}
      lines={kind === "text" ? (most ? 3 : 6) : kind === "lines" ? 3 : 1}
      value={value as string}
      onChange={onChange}
    />
  );
}

interface YearsProps {
  label: string;
  value: string[];
  onChange: (value: string[]) => void;
}

function Years({ label, value, onChange }: YearsProps) {
  const { t } = useSpeech();
  const [from = "", to = ""] = value;
  return (
    <fieldset>
      <legend className="form-label">{label}</legend>
      <div className="side-by-side">
        <TextField
          label={t(edit.yearFrom)}
          numeric
          value={from}
          onChange={(year) => onChange([year, to])}
        />
        <TextField
          label={t(edit.yearTo)}
          numeric
          value={to}
          onChange={(year) => onChange([from, year])}
        />
      </div>
    </fieldset>
  );
}
