import { useState } from "react";
import { Link, useNavigate } from "react-router";
import type { CaseData } from "../case/document.ts";
import { graphql } from "../client/graphql.ts";
import { OutcomeFragment, useWrite, type Written } from "../client/write.ts";
import { PhaseDocument } from "../edit/PhaseForm.tsx";
import { StatusDocument } from "../edit/StatusForm.tsx";
import { useSpeech } from "../texts/language.tsx";
import { RadioGroup, TextField } from "../ui/fields.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { Refused } from "../ui/Refused.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ConfirmDialog } from "../writes/ConfirmDialog.tsx";
import { deleting } from "./texts.ts";

const DeleteDocument = graphql(
  `mutation DeleteCase($input: DeleteCaseInput!) { deleteCase(input: $input) { ...Outcome case { id } } }`,
  [OutcomeFragment],
);

interface Props {
  found: CaseData;
  refresh: () => void;
}

/** Where a case is ended, which others learn from, or deleted, which is for mistakes. */
export function Ending({ found, refresh }: Props) {
  const { t } = useSpeech();
  const [asked, setAsked] = useState(false);
  return (
    <>
      <h2>{t(deleting.title)}</h2>
      <div className="standing">
        <EndForm found={found} refresh={refresh} />
        {found.internal?.canChangeOwners && (
          <div className="boxed-form">
            <h3>{t(deleting.delete)}</h3>
            <p>{t(deleting.deleteShort)}</p>
            <p>
              <Link to="/loesninger/slettede">{t(deleting.deletedCases)}</Link>
            </p>
            <IconButton icon="delete" onClick={() => setAsked(true)}>
              {t(deleting.delete)}
            </IconButton>
          </div>
        )}
      </div>
      {asked && <DeleteDialog found={found} onClose={() => setAsked(false)} />}
    </>
  );
}

function DeleteDialog({ found, onClose }: { found: CaseData; onClose: () => void }) {
  const { t } = useSpeech();
  const go = useNavigate();
  const { write } = useWrite(DeleteDocument);
  return (
    <ConfirmDialog
      title={t(deleting.deleteTitle, { title: found.basics.title })}
      act={t(deleting.delete)}
      done={t(deleting.deleted)}
      why={t(deleting.why)}
      run={(reason) =>
        write({ caseId: found.id, reason, expectedRevision: found.internal?.revision ?? null })
      }
      onClose={(done) => {
        onClose();
        if (done) go("/loesninger/slettede");
      }}
    >
      <p>{t(deleting.deleteWhy)}</p>
    </ConfirmDialog>
  );
}

const ENDS = [
  { value: "DECOMMISSIONED", name: deleting.outOfUse, hint: deleting.outOfUseHint },
  { value: "FAILED", name: deleting.failed, hint: deleting.failedHint },
  { value: "REJECTED", name: deleting.rejected, hint: deleting.failedHint },
] as const;

type End = (typeof ENDS)[number]["value"];

function EndForm({ found, refresh }: Props) {
  const { t } = useSpeech();
  const tell = useTell();
  const phase = useWrite(PhaseDocument);
  const status = useWrite(StatusDocument);
  const [end, setEnd] = useState<End>("DECOMMISSIONED");
  const [reason, setReason] = useState("");
  const [written, setWritten] = useState<Written | null>(null);
  const save = async () => {
    const caseId = found.id;
    const result = await (end === "DECOMMISSIONED"
      ? phase.write({ caseId, phase: end })
      : status.write({ caseId, status: end, reason }));
    setWritten(result);
    if (!result.done) return;
    tell("success", t(deleting.ended));
    refresh();
  };
  return (
    <form
      className="boxed-form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <h3>{t(deleting.end)}</h3>
      <p>{t(deleting.endWhy)}</p>
      <Refused refusal={written?.refusal} error={written?.error} />
      <RadioGroup
        legend={t(deleting.how)}
        value={end}
        onChange={(value) => setEnd(value as End)}
        options={ENDS.map(({ value, name, hint }) => ({ value, name: t(name), hint: t(hint) }))}
      />
      {end !== "DECOMMISSIONED" && (
        <TextField
          label={t(deleting.why)}
          hint={t(deleting.whyHint)}
          required
          lines={2}
          value={reason}
          onChange={setReason}
        />
      )}
      <button type="submit" className="button button-primary" disabled={phase.busy || status.busy}>
        {t(deleting.end)}
      </button>
    </form>
  );
}
