import { useState } from "react";
import { graphql, type VariablesOf } from "../client/graphql.ts";
import { newId } from "../client/ids.ts";
import { OutcomeFragment, useWrite, type Written } from "../client/write.ts";
import type { Enumeration } from "../texts/enumerations.ts";
import { valuesOf } from "../texts/labels.ts";
import { useSpeech } from "../texts/language.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { useDraft } from "../ui/draft.ts";
import { SelectField, TextField } from "../ui/fields.tsx";
import { Refused } from "../ui/Refused.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";
import { decimalOf } from "./figures.ts";
import { gains } from "./texts.ts";

const DefineDocument = graphql(
  `mutation DefineGain($input: DefineGainInput!) { defineGain(input: $input) { ...Outcome case { id } } }`,
  [OutcomeFragment],
);

type Gain = VariablesOf<typeof DefineDocument>["input"]["gain"];

interface Props {
  caseId: string;
  onClose: (done: boolean) => void;
}

const EMPTY = {
  kind: "TIME",
  metric: "",
  unit: "HOURS",
  unitLabel: "",
  direction: "MORE_IS_BETTER",
  recurrence: "PER_YEAR",
  baseline: "",
  expected: "",
};

/** Says what a case is expected to bring, and how that is counted. */
export function DefineDialog({ caseId, onClose }: Props) {
  const { t } = useSpeech();
  const tell = useTell();
  const { write, busy } = useWrite(DefineDocument);
  const [written, setWritten] = useState<Written | null>(null);
  const draft = useDraft(`gain.${caseId}`, { ...EMPTY, gainId: newId() });
  const { gainId, baseline, expected, unitLabel, ...rest } = draft.value;
  const figure = (text: string) => (text.trim() ? { value: decimalOf(text) } : null);
  const wrong = [baseline, expected].some((text) => text.trim() && decimalOf(text) === null);
  const save = async () => {
    const gain = {
      ...rest,
      unitLabel: unitLabel || null,
      baseline: figure(baseline),
      expected: figure(expected),
    } as Gain;
    const result = await write({ caseId, gainId, gain });
    setWritten(result);
    if (!result.done) return;
    draft.forget();
    tell("success", t(gains.defined));
    onClose(true);
  };
  return (
    <Dialog title={t(gains.define)} onClose={() => onClose(false)}>
      <Refused refusal={written?.refusal} error={written?.error} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!wrong) save();
        }}
      >
        <Fields value={draft.value} onChange={draft.change} />
        <div className="row-of-buttons">
          <button type="submit" className="button button-primary" disabled={busy}>
            {t(ui.save)}
          </button>
          <button type="button" className="button button-secondary" onClick={() => onClose(false)}>
            {t(ui.cancel)}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

type Fieldset = typeof EMPTY;

interface FieldsProps {
  value: Fieldset;
  onChange: (part: Partial<Fieldset>) => void;
}

function Fields({ value, onChange }: FieldsProps) {
  const { t } = useSpeech();
  const number = (text: string) =>
    text.trim() && decimalOf(text) === null ? t(gains.number) : undefined;
  return (
    <>
      <Select name="kind" kind="GainKind" label={t(gains.kind)} value={value} onChange={onChange} />
      <TextField
        label={t(gains.metric)}
        hint={t(gains.metricHint)}
        required
        value={value.metric}
        onChange={(metric) => onChange({ metric })}
      />
      <Select name="unit" kind="Unit" label={t(gains.unit)} value={value} onChange={onChange} />
      {value.unit === "OTHER" && (
        <TextField
          label={t(gains.unitLabel)}
          value={value.unitLabel}
          onChange={(unitLabel) => onChange({ unitLabel })}
        />
      )}
      <Select
        name="recurrence"
        kind="Recurrence"
        label={t(gains.recurrence)}
        value={value}
        onChange={onChange}
      />
      <Select
        name="direction"
        kind="Direction"
        label={t(gains.direction)}
        value={value}
        onChange={onChange}
      />
      {(["baseline", "expected"] as const).map((name) => (
        <TextField
          key={name}
          label={t(gains[name])}
          numeric
          error={number(value[name])}
          value={value[name]}
          onChange={(text) => onChange({ [name]: text })}
        />
      ))}
    </>
  );
}

interface SelectProps extends FieldsProps {
  name: keyof Fieldset;
  kind: Enumeration;
  label: string;
}

function Select({ name, kind, label, value, onChange }: SelectProps) {
  const { l } = useSpeech();
  return (
    <SelectField
      label={label}
      value={value[name]}
      onChange={(chosen) => onChange({ [name]: chosen })}
      options={valuesOf(kind).map((one) => ({ value: one, name: l.of(kind, one) }))}
    />
  );
}
