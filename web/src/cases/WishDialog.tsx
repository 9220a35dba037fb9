import { useState } from "react";
import { useNavigate } from "react-router";
import { graphql } from "../client/graphql.ts";
import { newId } from "../client/ids.ts";
import { OutcomeFragment, useWrite, type Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { useDraft } from "../ui/draft.ts";
import { TextField } from "../ui/fields.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { FormDialog } from "../writes/FormDialog.tsx";
import { caseAddress } from "./address.ts";
import { cases } from "./texts.ts";

const WishDocument = graphql(
  `mutation Wish($input: RegisterCaseInput!) { registerCase(input: $input) { ...Outcome case { id } } }`,
  [OutcomeFragment],
);

/** Asks everybody for a solution that was not found: an idea that all who are signed in can see. */
export function WishDialog({ what, onClose }: { what: string; onClose: () => void }) {
  const { t } = useSpeech();
  const tell = useTell();
  const go = useNavigate();
  const draft = useDraft("wish", {
    id: newId(),
    title: what ? t(cases.wishTitleStart, { what }).slice(0, 120) : "",
    summary: "",
    mailbox: "",
  });
  const { id, title, summary, mailbox } = draft.value;
  const { write, busy } = useWrite(WishDocument);
  const [written, setWritten] = useState<Written | null>(null);
  const errorOf = (path: string) =>
    written?.refusal?.fields.find((one) => one.field === path)?.message;
  const send = async () => {
    const result = await write({
      id,
      basics: { title, summary, kind: "OTHER" },
      contact: { mailbox: mailbox || null },
      visibility: "MEMBERS",
    });
    setWritten(result);
    if (!result.done) return;
    draft.forget();
    tell("success", t(cases.wishDone));
    go(caseAddress(id));
  };
  return (
    <FormDialog
      title={t(cases.wish)}
      why={t(cases.wishWhy)}
      act={t(cases.wishGo)}
      written={written}
      disabled={busy}
      onSubmit={send}
      onClose={onClose}
    >
      <TextField
        label={t(cases.wishTitle)}
        required
        most={120}
        error={errorOf("basics.title")}
        value={title}
        onChange={(value) => draft.change({ title: value })}
      />
      <TextField
        label={t(cases.wishSummary)}
        required
        most={300}
        lines={4}
        error={errorOf("basics.summary")}
        value={summary}
        onChange={(value) => draft.change({ summary: value })}
      />
      <TextField
        label={t(cases.wishMailbox)}
        type="email"
        error={errorOf("contact.mailbox")}
        value={mailbox}
        onChange={(value) => draft.change({ mailbox: value })}
      />
    </FormDialog>
  );
}
