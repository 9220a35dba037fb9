import { useState } from "react";
import { graphql } from "../client/graphql.ts";
import { newId } from "../client/ids.ts";
import { OutcomeFragment, useWrite, type Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { useDraft } from "../ui/draft.ts";
import { TextField } from "../ui/fields.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { FormDialog } from "../writes/FormDialog.tsx";
import { enquiries } from "./texts.ts";

const SendDocument = graphql(
  `mutation SendEnquiry($input: SendEnquiryInput!) { sendEnquiry(input: $input) { ...Outcome } }`,
  [OutcomeFragment],
);

interface Props {
  about: { id: string; basics: { title: string } };
  onClose: () => void;
}

/** A question to the owners of a case, which only they see. */
export function AskDialog({ about, onClose }: Props) {
  const { t } = useSpeech();
  const tell = useTell();
  const { write, busy } = useWrite(SendDocument);
  const [written, setWritten] = useState<Written | null>(null);
  const draft = useDraft(`enquiry.${about.id}`, { subject: "", text: "", enquiryId: newId() });
  const { subject, text, enquiryId } = draft.value;
  const send = async () => {
    const result = await write({ caseId: about.id, enquiryId, subject, text });
    setWritten(result);
    if (!result.done) return;
    draft.forget();
    tell("success", t(enquiries.sent));
    onClose();
  };
  return (
    <FormDialog
      title={t(enquiries.ask, { title: about.basics.title })}
      why={t(enquiries.askWhy)}
      act={t(enquiries.send)}
      written={written}
      disabled={busy}
      onSubmit={send}
      onClose={onClose}
    >
      <TextField
        label={t(enquiries.subject)}
        required
        most={120}
        value={subject}
        onChange={(value) => draft.change({ subject: value })}
      />
      <TextField
        label={t(enquiries.question)}
        required
        lines={5}
        most={4000}
        value={text}
        onChange={(value) => draft.change({ text: value })}
      />
    </FormDialog>
  );
}
