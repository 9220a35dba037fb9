import { useState } from "react";
import { graphql, type VariablesOf } from "../client/graphql.ts";
import { newId } from "../client/ids.ts";
import { OutcomeFragment, useWrite, type Written } from "../client/write.ts";
import { valuesOf } from "../texts/labels.ts";
import { useSpeech } from "../texts/language.tsx";
import { useDraft } from "../ui/draft.ts";
import { SelectField, TextField } from "../ui/fields.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";
import { FormDialog } from "../writes/FormDialog.tsx";
import type { GainData } from "./document.ts";
import { decimalOf, unitOf } from "./figures.ts";
import { gains } from "./texts.ts";

const MeasureDocument = graphql(
  `mutation MeasureGain($input: MeasureGainInput!) { measureGain(input: $input) { ...Outcome case { id } } }`,
  [OutcomeFragment],
);

type Measurement = VariablesOf<typeof MeasureDocument>["input"]["measurement"];

interface Props {
  caseId: string;
  gain: GainData;
  onClose: (done: boolean) => void;
}

const EMPTY = {
  value: "",
  upper: "",
  qualifier: "EXACT",
  from: "",
  to: "",
  method: "",
  reservation: "",
};

/** Records what was measured of a gain. */
export function MeasureDialog({ caseId, gain, onClose }: Props) {
  const { t } = useSpeech();
  const tell = useTell();
  const { write, busy } = useWrite(MeasureDocument);
  const [written, setWritten] = useState<Written | null>(null);
  const draft = useDraft(`measure.${gain.id}`, { ...EMPTY, measurementId: newId() });
  const { measurementId, value, upper, qualifier, from, to, method, reservation } = draft.value;
  const wrong = value.trim() !== "" && decimalOf(value) === null;
  const save = async () => {
    const measurement = {
      value: decimalOf(value),
      upper: qualifier === "RANGE" ? decimalOf(upper) : null,
      qualifier,
      period: from && to ? { from, to } : null,
      method: method || null,
      reservation: reservation || null,
    } as Measurement;
    const result = await write({ caseId, gainId: gain.id, measurementId, measurement });
    setWritten(result);
    if (!result.done) return;
    draft.forget();
    tell("success", t(gains.recorded));
    onClose(true);
  };
  return (
    <FormDialog
      title={t(gains.measureOf, { metric: gain.metric })}
      act={t(ui.save)}
      written={written}
      disabled={busy}
      onSubmit={() => !wrong && save()}
      onClose={() => onClose(false)}
    >
      <Fields gain={gain} value={draft.value} onChange={draft.change} />
    </FormDialog>
  );
}

interface FieldsProps {
  gain: GainData;
  value: typeof EMPTY;
  onChange: (part: Partial<typeof EMPTY>) => void;
}

function Fields({ gain, value, onChange }: FieldsProps) {
  const speech = useSpeech();
  const { t, l } = speech;
  const wrong = value.value.trim() !== "" && decimalOf(value.value) === null;
  return (
    <>
      <TextField
        label={`${t(gains.value)} (${unitOf(gain, speech)})`}
        hint={t(gains.valueHint)}
        error={wrong ? t(gains.number) : undefined}
        numeric
        value={value.value}
        onChange={(text) => onChange({ value: text })}
      />
      <SelectField
        label={t(gains.qualifier)}
        value={value.qualifier}
        onChange={(qualifier) => onChange({ qualifier })}
        options={valuesOf("Qualifier").map((one) => ({ value: one, name: l.of("Qualifier", one) }))}
      />
      {value.qualifier === "RANGE" && (
        <TextField
          label={t(gains.upper)}
          numeric
          value={value.upper}
          onChange={(upper) => onChange({ upper })}
        />
      )}
      {(["from", "to"] as const).map((name) => (
        <TextField
          key={name}
          label={t(gains[name])}
          type="date"
          value={value[name]}
          onChange={(day) => onChange({ [name]: day })}
        />
      ))}
      {(["method", "reservation"] as const).map((name) => (
        <TextField
          key={name}
          label={t(gains[name])}
          lines={2}
          value={value[name]}
          onChange={(text) => onChange({ [name]: text })}
        />
      ))}
    </>
  );
}
