import { useState } from "react";
import type { CaseData } from "../case/document.ts";
import { SECTIONS } from "../case/sections.tsx";
import { graphql } from "../client/graphql.ts";
import { newId } from "../client/ids.ts";
import { OutcomeFragment, useWrite, type Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { useDraft } from "../ui/draft.ts";
import { SelectField, TextField } from "../ui/fields.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { FormDialog } from "../writes/FormDialog.tsx";
import { errors } from "./texts.ts";

const ReportDocument = graphql(
  `mutation ReportError($input: ReportErrorInput!) { reportError(input: $input) { ...Outcome } }`,
  [OutcomeFragment],
);

interface Props {
  found: CaseData;
  onClose: () => void;
}

/** Tells the owners of a case what is wrong on its record. */
export function ReportDialog({ found, onClose }: Props) {
  const { t, l } = useSpeech();
  const tell = useTell();
  const { write, busy } = useWrite(ReportDocument);
  const [written, setWritten] = useState<Written | null>(null);
  const draft = useDraft(`error.${found.id}`, { reportId: newId(), field: "", text: "" });
  const { reportId, field, text } = draft.value;
  const send = async () => {
    const result = await write({ caseId: found.id, reportId, field: field || null, text });
    setWritten(result);
    if (!result.done) return;
    draft.forget();
    tell("success", t(errors.sent));
    onClose();
  };
  const sections = SECTIONS.filter((name) => name !== "internal");
  return (
    <FormDialog
      title={t(errors.reportTitle, { title: found.basics.title })}
      why={t(errors.why)}
      act={t(errors.send)}
      written={written}
      disabled={busy}
      onSubmit={send}
      onClose={onClose}
    >
      <SelectField
        label={t(errors.field)}
        value={field}
        none={t(errors.whole)}
        options={sections.map((name) => ({
          value: name,
          name: l.of("SectionKind", name.toUpperCase()),
        }))}
        onChange={(chosen) => draft.change({ field: chosen })}
      />
      <TextField
        label={t(errors.text)}
        required
        lines={4}
        most={4000}
        value={text}
        onChange={(words) => draft.change({ text: words })}
      />
    </FormDialog>
  );
}
