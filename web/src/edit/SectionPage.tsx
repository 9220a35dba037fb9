import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { useClient, useQuery } from "urql";
import { SignInNeeded } from "../app/SignInNeeded.tsx";
import { type CaseData, CaseDocument } from "../case/document.ts";
import { caseAddress } from "../cases/address.ts";
import { useSession } from "../client/session.tsx";
import { type Refusal, useWrite, type Written } from "../client/write.ts";
import { Changes } from "../history/Changes.tsx";
import { useSpeech } from "../texts/language.tsx";
import { Alert } from "../ui/Alert.tsx";
import { useDraft } from "../ui/draft.ts";
import { Failed } from "../ui/Failed.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { Refused } from "../ui/Refused.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";
import { documentOf } from "./documents.ts";
import { Field } from "./Field.tsx";
import { type EditedSection, SPECS } from "./spec.ts";
import { edit } from "./texts.ts";
import { type FormValues, isNumber, merged, toForm, toInput } from "./values.ts";
import "./edit.css";

/** One section in its form. */
export function Component() {
  const { t } = useSpeech();
  const { viewer, known } = useSession();
  const { id = "", section = "" } = useParams();
  const [{ data, error, fetching }, again] = useQuery({ query: CaseDocument, variables: { id } });
  if (known && !viewer) return <SignInNeeded />;
  if (!data && fetching) {
    return (
      <Page title={t(ui.loading)}>
        <Loading lines={10} />
      </Page>
    );
  }
  const found = data?.case;
  if (!found?.internal?.canEdit || !(section in SPECS)) {
    return (
      <Page title={t(edit.notYours)} lead={t(edit.notYoursWhy)}>
        {error && <Failed error={error} retry={() => again({ requestPolicy: "network-only" })} />}
      </Page>
    );
  }
  return <Form key={section} found={found} section={section as EditedSection} />;
}

/** A section as its form shows it. */
function formOf(found: CaseData, section: EditedSection): FormValues {
  const data = section === "internal" ? found.internal?.notes : found[section];
  return toForm(SPECS[section], data ?? {});
}

/** What others did meanwhile. */
interface Conflict {
  changes: Refusal["changedSince"][number]["changes"];
  both: string[];
}

/** What is written, how saving went, and what others did meanwhile. */
function useSectionForm(found: CaseData, section: EditedSection) {
  const client = useClient();
  const { write, busy } = useWrite(documentOf(section));
  const draft = useDraft(`edit.${found.id}.${section}`, {
    base: formOf(found, section),
    mine: formOf(found, section),
    revision: found.internal?.revision ?? 0,
  });
  const [written, setWritten] = useState<Written | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const { base, mine, revision } = draft.value;

  /** Brings what others wrote into the form; the next save is held against what is known then. */
  const bringIn = async (refusal: Refusal) => {
    const asked = client.query(CaseDocument, { id: found.id }, { requestPolicy: "network-only" });
    const now = (await asked.toPromise()).data?.case;
    if (!now?.internal) return setWritten({ done: false, refusal });
    const theirs = formOf(now, section);
    const { form, both } = merged(base, mine, theirs);
    draft.change({ base: theirs, mine: form, revision: now.internal.revision });
    setConflict({ changes: refusal.changedSince.flatMap((entry) => entry.changes), both });
  };

  const save = async (): Promise<boolean> => {
    const input = toInput(SPECS[section], mine);
    // The form has no field for departments, which are to stay as they are.
    if (section === "internal") input.departments = found.internal?.notes?.departments ?? [];
    const result = await write({ caseId: found.id, expectedRevision: revision, [section]: input });
    const isConflict = result.refusal?.code === "conflict";
    setWritten(isConflict ? null : result);
    if (isConflict && result.refusal) await bringIn(result.refusal);
    else setConflict(null);
    if (result.done) draft.forget();
    return result.done;
  };
  return { draft, mine, written, conflict, save, busy };
}

function Form({ found, section }: { found: CaseData; section: EditedSection }) {
  const { t, l } = useSpeech();
  const tell = useTell();
  const go = useNavigate();
  const { draft, mine, written, conflict, save, busy } = useSectionForm(found, section);
  const specs = SPECS[section];
  const wrong = specs.some(
    ({ name, kind }) => NUMBERS.includes(kind) && !isNumber(kind, mine[name] as string),
  );
  const submit = async () => {
    if (wrong || !(await save())) return;
    tell("success", t(edit.saved));
    go(caseAddress(found.id));
  };
  const title = l.of("SectionKind", section.toUpperCase());
  return (
    <Page title={t(edit.sectionTitle, { section: title, title: found.basics.title })}>
      <p>
        <Link to={`${caseAddress(found.id)}/rediger`}>{t(edit.backToEdit)}</Link>
      </p>
      {draft.restored && <Restored onDiscard={draft.forget} />}
      {conflict && <Met conflict={conflict} section={section} />}
      <Refused refusal={written?.refusal} error={written?.error} />
      <form
        className="section-form"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {specs.map((spec) => (
          <Field
            key={spec.name}
            spec={spec}
            path={`${section}.${spec.name}`}
            value={mine[spec.name] ?? ""}
            error={errorOf(written, `${section}.${spec.name}`)}
            onChange={(value) => draft.change({ mine: { ...mine, [spec.name]: value } })}
          />
        ))}
        <p className="muted small">{t(edit.keeps)}</p>
        <div className="row-of-buttons">
          <button type="submit" className="button button-primary" disabled={busy}>
            {t(ui.save)}
          </button>
          <Link className="button button-secondary" to={caseAddress(found.id)}>
            {t(ui.cancel)}
          </Link>
        </div>
      </form>
    </Page>
  );
}

const NUMBERS: string[] = ["whole", "decimal", "minutes"];

/** What the server says is wrong with a field, or with one of its rows. */
function errorOf(written: Written | null, path: string): string | undefined {
  const fields = written?.refusal?.fields ?? [];
  return fields.find((one) => one.field === path || one.field.startsWith(`${path}[`))?.message;
}

function Restored({ onDiscard }: { onDiscard: () => void }) {
  const { t } = useSpeech();
  return (
    <Alert tone="info">
      {t(edit.restored)}{" "}
      <button
        type="button"
        className="function-link"
        onClick={() => {
          onDiscard();
          window.location.reload();
        }}
      >
        {t(edit.discard)}
      </button>
    </Alert>
  );
}

function Met({ conflict, section }: { conflict: Conflict; section: EditedSection }) {
  const { t, l } = useSpeech();
  const both = conflict.both.map((name) => l.field(`${section}.${name}`)).join(", ");
  return (
    <Alert tone="warning" heading={t(edit.conflict)}>
      <p>{t(edit.conflictWhy)}</p>
      {both && <p>{t(edit.bothChanged, { fields: both })}</p>}
      <Changes changes={conflict.changes} />
    </Alert>
  );
}
