import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { useQuery } from "urql";
import { useWrite, type Written } from "../client/write.ts";
import { edit } from "../edit/texts.ts";
import { useSpeech } from "../texts/language.tsx";
import { Alert } from "../ui/Alert.tsx";
import { useDraft } from "../ui/draft.ts";
import { Failed } from "../ui/Failed.tsx";
import { RadioGroup } from "../ui/fields.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { Refused } from "../ui/Refused.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";
import { collectionAddress } from "./address.ts";
import { AboutFields } from "./CollectionForm.tsx";
import {
  type CollectionData,
  CollectionDocument,
  DescribeDocument,
  ShareDocument,
} from "./document.ts";
import { asInput } from "./StartPage.tsx";
import { collections } from "./texts.ts";
import { VISIBILITIES, type Visibility } from "./visibilities.ts";
import "../edit/edit.css";

/** Says what a collection is about, and shares it. */
export function Component() {
  const { t } = useSpeech();
  const { id = "" } = useParams();
  const [{ data, error, fetching }] = useQuery({ query: CollectionDocument, variables: { id } });
  const found = data?.collection;
  if (found?.internal?.canEdit) return <Form key={found.id} found={found} />;
  if (fetching) {
    return (
      <Page title={t(ui.loading)}>
        <Loading lines={8} />
      </Page>
    );
  }
  return (
    <Page title={t(collections.missing)} lead={t(collections.missingWhy)}>
      {error && <Failed error={error} />}
    </Page>
  );
}

function Form({ found }: { found: CollectionData }) {
  const { t } = useSpeech();
  const tell = useTell();
  const go = useNavigate();
  const { write, busy } = useWrite(DescribeDocument);
  const [written, setWritten] = useState<Written | null>(null);
  const { about, contact, internal } = found;
  const draft = useDraft(`collection.${found.id}`, {
    revision: internal?.revision ?? 0,
    title: about.title,
    summary: about.summary,
    description: about.description ?? "",
    subjectAreas: [...about.subjectAreas] as string[],
    role: contact?.role ?? "",
    mailbox: contact?.mailbox ?? "",
    telephone: contact?.telephone ?? "",
  });
  const save = async () => {
    const input = asInput(draft.value);
    const result = await write({
      collectionId: found.id,
      // The form has no fields for these, which are to stay as they are.
      about: { ...input.about, kle: [...about.kle], form: [...about.form] },
      contact: input.contact && {
        ...input.contact,
        organisation: contact?.organisation,
        website: contact?.website,
      },
      expectedRevision: draft.value.revision,
    });
    setWritten(result);
    if (!result.done) return;
    draft.forget();
    tell("success", t(collections.saved));
    go(collectionAddress(found.id));
  };
  return (
    <Page title={t(collections.editTitle, { title: about.title })}>
      <p>
        <Link to={collectionAddress(found.id)}>{t(collections.backToOne)}</Link>
      </p>
      {internal?.canChangeOwners && <Sharing found={found} />}
      {draft.restored && <Alert tone="info">{t(edit.restored)}</Alert>}
      <Refused refusal={written?.refusal} error={written?.error} />
      <form
        className="section-form"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <AboutFields value={draft.value} onChange={draft.change} written={written} />
        <p className="muted small">{t(edit.keeps)}</p>
        <div className="row-of-buttons">
          <button type="submit" className="button button-primary" disabled={busy}>
            {t(ui.save)}
          </button>
          <Link className="button button-secondary" to={collectionAddress(found.id)}>
            {t(ui.cancel)}
          </Link>
        </div>
      </form>
    </Page>
  );
}

function Sharing({ found }: { found: CollectionData }) {
  const { t, l } = useSpeech();
  const tell = useTell();
  const { write, busy } = useWrite(ShareDocument);
  const [written, setWritten] = useState<Written | null>(null);
  const [visibility, setVisibility] = useState(found.visibility as Visibility);
  const share = async () => {
    const result = await write({ collectionId: found.id, visibility });
    setWritten(result);
    if (result.done) tell("success", t(collections.visibilityChanged));
  };
  return (
    <form
      className="boxed-form"
      onSubmit={(event) => {
        event.preventDefault();
        share();
      }}
    >
      <Refused refusal={written?.refusal} error={written?.error} />
      <RadioGroup
        legend={t(collections.visibility)}
        hint={t(collections.visibilityWhy)}
        value={visibility}
        onChange={(value) => setVisibility(value as Visibility)}
        options={VISIBILITIES.map((value) => ({ value, name: l.of("Visibility", value) }))}
      />
      <button type="submit" className="button button-primary" disabled={busy}>
        {t(collections.change)}
        <span className="sr-only"> {t(collections.visibility)}</span>
      </button>
    </form>
  );
}
