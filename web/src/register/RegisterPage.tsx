import { useState } from "react";
import { useNavigate } from "react-router";
import { SignInNeeded } from "../app/SignInNeeded.tsx";
import { caseAddress } from "../cases/address.ts";
import { graphql } from "../client/graphql.ts";
import { mayContribute, useSession } from "../client/session.tsx";
import { OutcomeFragment, useWrite, type Written } from "../client/write.ts";
import { PhaseDocument } from "../edit/PhaseForm.tsx";
import { edit } from "../edit/texts.ts";
import { useSpeech } from "../texts/language.tsx";
import { Alert } from "../ui/Alert.tsx";
import { useDraft } from "../ui/draft.ts";
import { Page } from "../ui/Page.tsx";
import { Refused } from "../ui/Refused.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { emptyDraft, inputOf } from "./draft.ts";
import { Later, What } from "./Fields.tsx";
import { register } from "./texts.ts";
import "../edit/edit.css";
import "./register.css";

export const RegisterDocument = graphql(
  `mutation RegisterCase($input: RegisterCaseInput!) { registerCase(input: $input) { ...Outcome case { id phase } } }`,
  [OutcomeFragment],
);

/** The short form: two minutes for an idea, more for what is in operation. */
export function Component() {
  const { t } = useSpeech();
  const { viewer, known } = useSession();
  if (known && !viewer) return <SignInNeeded />;
  if (viewer && !mayContribute(viewer)) {
    return <Page title={t(register.notAllowed)} lead={t(register.notAllowedWhy)} />;
  }
  return (
    <Page title={t(register.title)} lead={t(register.lead)}>
      <Form />
    </Page>
  );
}

function useRegistering() {
  const { t } = useSpeech();
  const tell = useTell();
  const go = useNavigate();
  const draft = useDraft("register", emptyDraft());
  const first = useWrite(RegisterDocument);
  const then = useWrite(PhaseDocument);
  const [written, setWritten] = useState<Written | null>(null);
  const register_ = async () => {
    const { id, phase } = draft.value;
    const result = await first.write(inputOf(draft.value));
    setWritten(result);
    if (!result.done) return;
    const moved =
      phase === "IDEA"
        ? null
        : await then.write({ caseId: id, phase: phase as "OPERATION", expectedRevision: null });
    draft.forget();
    if (moved && !moved.done) {
      const why = moved.refusal?.fields.map((one) => one.message).join(" ") ?? "";
      tell("warning", t(register.doneButPhase, { why }));
      go(`${caseAddress(id)}/rediger`);
    } else {
      tell("success", t(register.done));
      go(caseAddress(id));
    }
  };
  return { draft, written, submit: register_, busy: first.busy || then.busy };
}

function Form() {
  const { t } = useSpeech();
  const { draft, written, submit, busy } = useRegistering();
  const errorOf = (path: string) =>
    written?.refusal?.fields.find((one) => one.field === path)?.message;
  return (
    <form
      className="section-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {draft.restored && (
        <Alert tone="info">
          {t(edit.restored)}{" "}
          <button
            type="button"
            className="function-link"
            onClick={() => draft.change(emptyDraft())}
          >
            {t(edit.discard)}
          </button>
        </Alert>
      )}
      <Refused refusal={written?.refusal} error={written?.error} />
      <What value={draft.value} onChange={draft.change} errorOf={errorOf} />
      <Later value={draft.value} onChange={draft.change} errorOf={errorOf} />
      <p className="muted small">{t(edit.keeps)}</p>
      <div className="row-of-buttons">
        <button type="submit" className="button button-primary" disabled={busy}>
          {t(register.go)}
        </button>
      </div>
    </form>
  );
}
