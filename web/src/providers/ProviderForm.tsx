import { useState } from "react";
import type { Viewer } from "../client/session.tsx";
import { hasRole } from "../client/session.tsx";
import type { Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { Alert } from "../ui/Alert.tsx";
import type { useDraft } from "../ui/draft.ts";
import { CheckField, TextField } from "../ui/fields.tsx";
import { Refused } from "../ui/Refused.tsx";
import { ui } from "../ui/texts.ts";
import { ConfirmDialog } from "../writes/ConfirmDialog.tsx";
import { usePlainWrite } from "../writes/usePlainWrite.ts";
import { type Provider, type Role, SaveDocument } from "./documents.ts";
import { consequences, type Form, formOf, inputOf, isUnfinished, type Secret } from "./form.ts";
import { MapFields } from "./MapFields.tsx";
import { RecipeBox } from "./recipes/RecipeBox.tsx";
import { filledBy } from "./recipes/recipes.ts";
import { providers } from "./texts.ts";

interface Props {
  /** The provider as it is; none for a new one. */
  provider: Provider | null;
  /** The other ones of the organisation. */
  others: readonly Provider[];
  roles: readonly Role[];
  viewer: Viewer;
  draft: ReturnType<typeof useDraft<Form>>;
  secret: Secret;
  onSecret: (secret: Secret) => void;
  /** Another organisation than one's own, for operators. */
  organisationId?: string;
  onSaved: (id: string) => void;
}

/** A provider to add or to change. What a change does to people is said before it is done. */
export function ProviderForm(props: Props) {
  const { provider, others, viewer, draft, secret, organisationId } = props;
  const { t } = useSpeech();
  const form = draft.value;
  const { write, busy } = usePlainWrite(SaveDocument);
  const [written, setWritten] = useState<Written | null>(null);
  const [asks, setAsks] = useState(false);
  const locked = (provider?.platformRoles ?? false) && !hasRole(viewer, "OPERATOR");
  // Whoever adds one for another organisation does not sign in there.
  const found = organisationId ? [] : consequences(provider, form, secret, { viewer, others });
  const save = async () => {
    const input = inputOf(form, secret, provider?.id ?? null);
    const { answer, ...result } = await write(
      organisationId ? { ...input, organisationId } : input,
    );
    setWritten(result);
    if (!result.done || !answer?.provider) return result;
    draft.change(formOf(answer.provider));
    draft.forget();
    props.onSecret({ text: "", removed: false });
    props.onSaved(answer.provider.id);
    return result;
  };
  const submit = () => {
    if (isUnfinished(form.issuer)) return;
    if (found.length > 0) setAsks(true);
    else save();
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {locked && <Alert tone="info">{t(providers.platform)}</Alert>}
      <h2>{t(providers.theProvider)}</h2>
      <RecipeBox onFill={provider ? undefined : (kind) => draft.change(filledBy(kind, form))} />
      {/* While it is asked once more, the dialog says what was refused. */}
      {!asks && <Refused refusal={written?.refusal} error={written?.error} />}
      <Fields {...props} written={written} />
      <div className="row-of-buttons">
        <button type="submit" className="button button-primary" disabled={busy || locked}>
          {t(ui.save)}
          <span className="sr-only"> {form.label}</span>
        </button>
      </div>
      {asks && (
        <ConfirmDialog
          title={t(providers.sure)}
          act={t(providers.sureSave)}
          done={t(providers.saved)}
          run={save}
          onClose={() => setAsks(false)}
        >
          <ul>
            {found.map((one) => (
              <li key={one}>{t(providers[one])}</li>
            ))}
          </ul>
        </ConfirmDialog>
      )}
    </form>
  );
}

interface FieldsProps extends Props {
  written: Written | null;
}

function Fields({ provider, roles, draft, secret, onSecret, written }: FieldsProps) {
  const { t, l } = useSpeech();
  const { value: form, change } = draft;
  const errorOf = (field: string) =>
    written?.refusal?.fields.find((one) => one.field === field)?.message;
  const text = (name: "label" | "issuer" | "clientId" | "scopes" | "emailDomains") => ({
    label: l.field(name),
    error: errorOf(name),
    value: form[name],
    onChange: (value: string) => change({ [name]: value }),
  });
  const unfinished = isUnfinished(form.issuer) ? t(providers.issuerUnfinished) : undefined;
  const hasSecret = provider?.hasClientSecret ?? false;
  return (
    <>
      <TextField {...text("label")} hint={t(providers.labelHint)} required most={100} />
      <TextField
        {...text("issuer")}
        hint={t(providers.issuerHint)}
        error={unfinished ?? errorOf("issuer")}
        required
        type="url"
      />
      <TextField {...text("clientId")} hint={t(providers.clientIdHint)} required />
      <TextField
        label={l.field("clientSecret")}
        hint={t(hasSecret ? providers.secretKept : providers.secretNone)}
        error={errorOf("clientSecret")}
        type="password"
        value={secret.text}
        onChange={(typed) => onSecret({ text: typed, removed: false })}
      />
      {hasSecret && (
        <CheckField
          label={t(providers.secretRemove)}
          checked={secret.removed}
          onChange={(removed) => onSecret({ text: "", removed })}
        />
      )}
      <TextField {...text("scopes")} hint={t(providers.scopesHint)} />
      <TextField {...text("emailDomains")} hint={t(providers.domainsHint)} lines={3} />
      <CheckField
        label={t(providers.active)}
        hint={t(providers.activeHint)}
        checked={form.active}
        onChange={(active) => change({ active })}
      />
      <h2>{t(providers.map)}</h2>
      <p>{t(providers.mapWhy)}</p>
      <MapFields form={form} change={change} roles={roles} errorOf={errorOf} />
    </>
  );
}
