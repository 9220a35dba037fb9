import { useState } from "react";
import { graphql } from "../client/graphql.ts";
import { OutcomeFragment } from "../client/write.ts";
import { valuesOf } from "../texts/labels.ts";
import { useSpeech } from "../texts/language.tsx";
import { SelectField, TextField } from "../ui/fields.tsx";
import { Refused } from "../ui/Refused.tsx";
import { edit } from "./texts.ts";
import { type StandingProps, useStanding } from "./useStanding.ts";

export const StatusDocument = graphql(
  `mutation ChangeStatus($input: ChangeStatusInput!) { changeStatus(input: $input) { ...Outcome case { id status } } }`,
  [OutcomeFragment],
);

/** Says how a case is going; all but the first two ask why. */
export function StatusForm(props: StandingProps) {
  const { found } = props;
  const { t, l } = useSpeech();
  const [status, setStatus] = useState(found.status);
  const [reason, setReason] = useState(found.statusReason ?? "");
  const { send, busy, written } = useStanding(props, StatusDocument, edit.statusChanged);
  const needsReason = status !== "NOT_ASSESSED" && status !== "IN_PROGRESS";
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send({ status, reason: needsReason ? reason : null });
      }}
    >
      <Refused refusal={written?.refusal} error={written?.error} />
      <SelectField
        label={t(edit.status)}
        value={status}
        onChange={(value) => setStatus(value as typeof status)}
        options={valuesOf("Status").map((value) => ({ value, name: l.of("Status", value) }))}
      />
      {needsReason && (
        <TextField label={t(edit.reason)} required lines={3} value={reason} onChange={setReason} />
      )}
      <button type="submit" className="button button-primary" disabled={busy}>
        {t(edit.change)}
        <span className="sr-only"> {t(edit.status)}</span>
      </button>
    </form>
  );
}
