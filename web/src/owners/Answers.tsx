import { useWrite, type Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import type { Text } from "../texts/texts.ts";
import { IconButton } from "../ui/IconButton.tsx";
import { useTold } from "../writes/told.ts";
import {
  AcceptDocument,
  AcceptLeadDocument,
  DeclineDocument,
  DeclineLeadDocument,
} from "./document.ts";
import { owners } from "./texts.ts";

interface Props {
  caseId: string;
  refresh: () => void;
}

/** Yes or no to own a case together with its lead. */
export function InvitationAnswers({ caseId, refresh }: Props) {
  const accept = useWrite(AcceptDocument);
  const decline = useWrite(DeclineDocument);
  return (
    <YesOrNo
      yes={() => accept.write({ caseId })}
      no={() => decline.write({ caseId })}
      words={{ yes: owners.acceptedNow, no: owners.declinedNow }}
      busy={accept.busy || decline.busy}
      refresh={refresh}
    />
  );
}

/** Yes or no to lead a case. */
export function LeadAnswers({ caseId, refresh }: Props) {
  const accept = useWrite(AcceptLeadDocument);
  const decline = useWrite(DeclineLeadDocument);
  return (
    <YesOrNo
      yes={() => accept.write({ caseId })}
      no={() => decline.write({ caseId })}
      words={{ yes: owners.leadAccepted, no: owners.declinedNow }}
      busy={accept.busy || decline.busy}
      refresh={refresh}
    />
  );
}

interface YesOrNoProps {
  yes: () => Promise<Written>;
  no: () => Promise<Written>;
  words: { yes: Text; no: Text };
  busy: boolean;
  refresh: () => void;
}

/** Two buttons that answer, and tell how it went. */
export function YesOrNo({ yes, no, words, busy, refresh }: YesOrNoProps) {
  const { t } = useSpeech();
  const told = useTold();
  return (
    <div className="row-of-buttons">
      <IconButton
        icon="check"
        kind="primary"
        disabled={busy}
        onClick={async () => {
          if (told(await yes(), words.yes)) refresh();
        }}
      >
        {t(owners.accept)}
      </IconButton>
      <IconButton
        icon="close"
        disabled={busy}
        onClick={async () => {
          if (told(await no(), words.no)) refresh();
        }}
      >
        {t(owners.decline)}
      </IconButton>
    </div>
  );
}
