import { useState } from "react";
import { useNavigate } from "react-router";
import { caseAddress } from "../cases/address.ts";
import { graphql } from "../client/graphql.ts";
import { newId } from "../client/ids.ts";
import { OutcomeFragment, useWrite, type Written } from "../client/write.ts";
import { valuesOf } from "../texts/labels.ts";
import { useSpeech } from "../texts/language.tsx";
import { useDraft } from "../ui/draft.ts";
import { RadioGroup, SelectField, TextField } from "../ui/fields.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { FormDialog } from "../writes/FormDialog.tsx";
import { reuse } from "./texts.ts";

const ReuseDocument = graphql(
  `mutation Reuse($input: ReuseCaseInput!) { reuseCase(input: $input) { ...Outcome case { id } } }`,
  [OutcomeFragment],
);

type Degree = "INSPIRED" | "TESTING" | "ADAPTING" | "IN_USE" | "JOINT_OPERATION";
type Visibility = "DRAFT" | "ORGANISATION" | "MEMBERS" | "PUBLIC";

interface Props {
  source: { id: string; basics: { title: string } };
  onClose: () => void;
}

/** Registers a case of one's own that builds on another. */
export function ReuseDialog({ source, onClose }: Props) {
  const { t, l } = useSpeech();
  const tell = useTell();
  const go = useNavigate();
  const { write, busy } = useWrite(ReuseDocument);
  const [written, setWritten] = useState<Written | null>(null);
  const draft = useDraft(`reuse.${source.id}`, {
    id: newId(),
    reuseId: newId(),
    title: source.basics.title,
    degree: "TESTING" as Degree,
    visibility: "MEMBERS" as Visibility,
  });
  const register = async () => {
    const result = await write({ source: source.id, ...draft.value });
    setWritten(result);
    if (!result.done) return;
    draft.forget();
    tell("success", t(reuse.done));
    onClose();
    go(caseAddress(draft.value.id));
  };
  return (
    <FormDialog
      title={t(reuse.title, { title: source.basics.title })}
      why={t(reuse.why)}
      act={t(reuse.go)}
      written={written}
      disabled={busy}
      onSubmit={register}
      onClose={onClose}
    >
      <TextField
        label={t(reuse.name)}
        required
        most={120}
        value={draft.value.title}
        onChange={(title) => draft.change({ title })}
      />
      <Degrees value={draft.value.degree} onChange={(degree) => draft.change({ degree })} />
      <SelectField
        label={t(reuse.share)}
        value={draft.value.visibility}
        onChange={(value) => draft.change({ visibility: value as Visibility })}
        options={valuesOf("Visibility")
          .filter((value) => value !== "SELECTED")
          .map((value) => ({ value, name: l.of("Visibility", value) }))}
      />
    </FormDialog>
  );
}

interface DegreesProps {
  value: Degree;
  onChange: (value: Degree) => void;
}

function Degrees({ value, onChange }: DegreesProps) {
  const { t } = useSpeech();
  return (
    <RadioGroup
      legend={t(reuse.degree)}
      value={value}
      onChange={(chosen) => onChange(chosen as Degree)}
      options={[
        { value: "INSPIRED", name: t(reuse.inspired) },
        { value: "TESTING", name: t(reuse.testing) },
        { value: "ADAPTING", name: t(reuse.adapting) },
        { value: "IN_USE", name: t(reuse.inUse) },
        { value: "JOINT_OPERATION", name: t(reuse.joint) },
      ]}
    />
  );
}
