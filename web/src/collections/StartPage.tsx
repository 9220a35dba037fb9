import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { SignInNeeded } from "../app/SignInNeeded.tsx";
import type { VariablesOf } from "../client/graphql.ts";
import { newId } from "../client/ids.ts";
import { useSession } from "../client/session.tsx";
import { useWrite, type Written } from "../client/write.ts";
import { edit } from "../edit/texts.ts";
import { useSpeech } from "../texts/language.tsx";
import { Alert } from "../ui/Alert.tsx";
import { useDraft } from "../ui/draft.ts";
import { RadioGroup } from "../ui/fields.tsx";
import { Page } from "../ui/Page.tsx";
import { Refused } from "../ui/Refused.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";
import { collectionAddress } from "./address.ts";
import { type About, AboutFields, EMPTY } from "./CollectionForm.tsx";
import { StartDocument } from "./document.ts";
import { collections } from "./texts.ts";
import { VISIBILITIES, type Visibility } from "./visibilities.ts";

type Input = VariablesOf<typeof StartDocument>["input"];

/** What the form says as the server takes it. */
export function asInput(value: About): Pick<Input, "about"> & { contact: Input["contact"] } {
  const { title, summary, description, subjectAreas, role, mailbox, telephone } = value;
  const contact = {
    role: role || null,
    mailbox: mailbox || null,
    telephone: telephone || null,
  };
  return {
    about: { title, summary, description: description || null, subjectAreas } as Input["about"],
    contact: role || mailbox || telephone ? contact : null,
  };
}

/** Makes a collection. */
export function Component() {
  const { viewer, known } = useSession();
  if (known && !viewer) return <SignInNeeded />;
  return <Form />;
}

function Form() {
  const { t, l } = useSpeech();
  const tell = useTell();
  const go = useNavigate();
  const { write, busy } = useWrite(StartDocument);
  const [written, setWritten] = useState<Written | null>(null);
  const draft = useDraft("collection.new", {
    ...EMPTY,
    collectionId: newId(),
    kind: "OWN" as Input["kind"],
    visibility: "ORGANISATION" as Visibility,
  });
  const { collectionId, kind, visibility } = draft.value;
  const start = async () => {
    const result = await write({ collectionId, kind, visibility, ...asInput(draft.value) });
    setWritten(result);
    if (!result.done) return;
    draft.forget();
    tell("success", t(collections.started));
    go(collectionAddress(collectionId));
  };
  return (
    <Page title={t(collections.start)} lead={t(collections.lead)}>
      {draft.restored && <Alert tone="info">{t(edit.restored)}</Alert>}
      <Refused refusal={written?.refusal} error={written?.error} />
      <form
        className="section-form"
        onSubmit={(event) => {
          event.preventDefault();
          start();
        }}
      >
        <RadioGroup
          legend={t(collections.kind)}
          value={kind}
          onChange={(value) => draft.change({ kind: value as Input["kind"] })}
          options={[
            { value: "OWN", name: t(collections.OWN), hint: t(collections.ownWhy) },
            { value: "SHARED", name: t(collections.SHARED), hint: t(collections.sharedWhy) },
          ]}
        />
        <AboutFields value={draft.value} onChange={draft.change} written={written} />
        <RadioGroup
          legend={t(collections.visibility)}
          hint={t(collections.visibilityWhy)}
          value={visibility}
          onChange={(value) => draft.change({ visibility: value as Visibility })}
          options={VISIBILITIES.map((value) => ({ value, name: l.of("Visibility", value) }))}
        />
        <p className="muted small">{t(edit.keeps)}</p>
        <div className="row-of-buttons">
          <button type="submit" className="button button-primary" disabled={busy}>
            {t(collections.start)}
          </button>
          <Link className="button button-secondary" to="/paraplyer">
            {t(ui.cancel)}
          </Link>
        </div>
      </form>
    </Page>
  );
}
