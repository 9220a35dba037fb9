import { graphql } from "../client/graphql.ts";
import { OutcomeFragment, useWrite } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { ConfirmDialog } from "../writes/ConfirmDialog.tsx";
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
  const { write } = useWrite(WithdrawDocument);
  return (
    <ConfirmDialog
      title={t(gains.withdrawOf, { metric: gain.metric })}
      act={t(gains.withdraw)}
      done={t(gains.withdrawn)}
      why={t(gains.withdrawWhy)}
      run={(reason) => write({ caseId, gainId: gain.id, reason })}
      onClose={onClose}
    />
  );
}
