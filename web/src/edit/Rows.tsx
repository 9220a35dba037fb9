import { useSpeech } from "../texts/language.tsx";
import { Field } from "./Field.tsx";
import type { FieldSpec } from "./spec.ts";
import { edit } from "./texts.ts";
import { type FormValues, toForm } from "./values.ts";

interface Props {
  spec: FieldSpec;
  path: string;
  rows: FormValues[];
  onChange: (rows: FormValues[]) => void;
}

/** Several of the same: preconditions, costs, links. */
export function Rows({ spec, path, rows, onChange }: Props) {
  const { t, l } = useSpeech();
  const columns = spec.columns ?? [];
  const change = (at: number, name: string, value: FormValues[string]) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, [name]: value } : row)));
  return (
    <fieldset className="rows">
      <legend className="form-label">{l.field(path)}</legend>
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name but their place.
        <fieldset key={at} className="rows-row">
          <legend className="sr-only">{t(edit.row, { number: at + 1 })}</legend>
          {columns.map((column) => (
            <Field
              key={column.name}
              spec={column}
              path={`${path}.${column.name}`}
              value={row[column.name] ?? ""}
              onChange={(value) => change(at, column.name, value)}
            />
          ))}
          <button
            type="button"
            className="button button-secondary"
            onClick={() => onChange(rows.filter((_, index) => index !== at))}
          >
            {t(edit.removeRow, { number: at + 1 })}
          </button>
        </fieldset>
      ))}
      <button
        type="button"
        className="button button-secondary"
        onClick={() => onChange([...rows, toForm(columns, {})])}
      >
        {t(edit.addRow, { what: l.field(path) })}
      </button>
    </fieldset>
  );
}
