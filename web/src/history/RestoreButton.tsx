import { useState } from "react";
import { graphql } from "../client/graphql.ts";
import { OutcomeFragment, useWrite } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { ConfirmDialog } from "../writes/ConfirmDialog.tsx";
import { history } from "./texts.ts";

const RestoreDocument = graphql(
  `mutation RestoreVersion($input: RestoreCaseVersionInput!) { restoreCaseVersion(input: $input) { ...Outcome case { id } } }`,
  [OutcomeFragment],
);

interface Props {
  id: string;
  revision: number;
  onDone: () => void;
}

/** Has a case say again what it said in a version. */
export function RestoreButton({ id, revision, onDone }: Props) {
  const { t } = useSpeech();
  const { write } = useWrite(RestoreDocument);
  const [asked, setAsked] = useState(false);
  return (
    <>
      <button type="button" className="button button-secondary" onClick={() => setAsked(true)}>
        {t(history.restore, { revision })}
      </button>
      {asked && (
        <ConfirmDialog
          title={t(history.restoreTitle, { revision })}
          act={t(history.restore, { revision })}
          done={t(history.restored)}
          run={() => write({ caseId: id, revision })}
          onClose={(done) => {
            setAsked(false);
            if (done) onDone();
          }}
        >
          <p>{t(history.restoreWhy)}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
