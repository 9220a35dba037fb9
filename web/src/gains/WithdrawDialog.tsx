import { useState } from "react";
import { graphql } from "../client/graphql.ts";
import { OutcomeFragment, useWrite, type Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { TextField } from "../ui/fields.tsx";
import { Refused } from "../ui/Refused.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";
import type { GainData } from "./document.ts";
import { gains } from "./texts.ts";

const WithdrawDocument = graphql(
  `mutation WithdrawGain($input: WithdrawGainInput!) { withdrawGain(input: $input) { ...Outcome case { id } } }`,
  [OutcomeFragment],
);

interface Props {
  caseId: string;
  gain: GainData;
  onClose: (done: boolean) => void;
}

/** Takes a gain back, with a reason. */
export function WithdrawDialog({ caseId, gain, onClose }: Props) {
  const { t } = useSpeech();
  const tell = useTell();
  const { write, busy } = useWrite(WithdrawDocument);
  const [reason, setReason] = useState("");
  const [written, setWritten] = useState<Written | null>(null);
  const withdraw = async () => {
    const result = await write({ caseId, gainId: gain.id, reason });
    setWritten(result);
    if (!result.done) return;
    tell("success", t(gains.withdrawn));
    onClose(true);
  };
  return (
    <Dialog title={t(gains.withdrawOf, { metric: gain.metric })} onClose={() => onClose(false)}>
      <Refused refusal={written?.refusal} error={written?.error} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          withdraw();
        }}
      >
        <TextField label={t(gains.withdrawWhy)} required value={reason} onChange={setReason} />
        <div className="row-of-buttons">
          <button type="submit" className="button button-primary" disabled={busy}>
            {t(gains.withdraw)}
          </button>
          <button type="button" className="button button-secondary" onClick={() => onClose(false)}>
            {t(ui.cancel)}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
