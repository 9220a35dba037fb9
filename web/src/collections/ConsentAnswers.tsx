import { useWrite } from "../client/write.ts";
import { YesOrNo } from "../owners/Answers.tsx";
import { ConsentDocument } from "./document.ts";
import { collections } from "./texts.ts";

interface Props {
  caseId: string;
  collectionId: string;
  refresh: () => void;
}

/** Yes or no to having a case in a collection that asks for it. */
export function ConsentAnswers({ caseId, collectionId, refresh }: Props) {
  const { write, busy } = useWrite(ConsentDocument);
  const answer = (consent: boolean) => write({ caseId, collectionId, consent });
  return (
    <YesOrNo
      yes={() => answer(true)}
      no={() => answer(false)}
      words={{ yes: collections.consented, no: collections.declined }}
      busy={busy}
      refresh={refresh}
    />
  );
}
