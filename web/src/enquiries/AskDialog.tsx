import { useState } from "react";
import { graphql } from "../client/graphql.ts";
import { newId } from "../client/ids.ts";
import { OutcomeFragment, useWrite, type Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { useDraft } from "../ui/draft.ts";
import { TextField } from "../ui/fields.tsx";
import { Refused } from "../ui/Refused.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";
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
    <Dialog title={t(enquiries.ask, { title: about.basics.title })} onClose={onClose}>
      <p>{t(enquiries.askWhy)}</p>
      <Refused refusal={written?.refusal} error={written?.error} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
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
        <div className="row-of-buttons">
          <button type="submit" className="button button-primary" disabled={busy}>
            {t(enquiries.send)}
          </button>
          <button type="button" className="button button-secondary" onClick={onClose}>
            {t(ui.cancel)}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
