import { useState } from "react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";
import { useQuery } from "urql";
import type { Viewer } from "../client/session.tsx";
import { useSpeech } from "../texts/language.tsx";
import { Alert } from "../ui/Alert.tsx";
import { useDraft } from "../ui/draft.ts";
import { Empty } from "../ui/Empty.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Icon } from "../ui/Icon.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { Loading } from "../ui/Loading.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { Addresses } from "./Addresses.tsx";
import { type Provider, ProvidersDocument, type Role } from "./documents.ts";
import { formOf, USUAL } from "./form.ts";
import { ProviderForm } from "./ProviderForm.tsx";
import { LoginPage } from "./ProvidersPage.tsx";
import { Hindered, TrialShown } from "./Trial.tsx";
import { providers, trials } from "./texts.ts";
import { providerAddress, useTrial } from "./useTrial.ts";

/** What stands in the address in place of an id. */
const NEW = "ny";

/** One provider, to be tried and changed; or a new one. */
export function Component() {
  const { t } = useSpeech();
  const { id = NEW } = useParams();
  const [{ data, error, fetching }, again] = useQuery({
    query: ProvidersDocument,
    // A form that began with what is known no more would undo what another has saved.
    requestPolicy: "network-only",
  });
  const refresh = () => again({ requestPolicy: "network-only" });
  const all = data?.administration?.identityProviders;
  const provider = all?.find((one) => one.id === id) ?? null;
  const isNew = id === NEW;
  return (
    <LoginPage
      title={provider?.label ?? t(isNew ? providers.addTitle : providers.title)}
      lead={t(isNew ? providers.addLead : providers.lead)}
    >
      {(viewer) => (
        <>
          <p className="back">
            <Link to="/min-organisation/login">
              <Icon name="arrow-back" />
              {t(providers.all)}
            </Link>
          </p>
          {error && !data && !fetching && <Failed error={error} retry={refresh} />}
          {!data && !error && <Loading lines={10} />}
          {all && !provider && !isNew && <Empty heading={t(providers.unknown)} />}
          {all && (provider || isNew) && (
            <One
              key={id}
              provider={provider}
              others={all.filter((one) => one.id !== id)}
              roles={data?.administration?.roles ?? []}
              viewer={viewer}
              refresh={refresh}
            />
          )}
        </>
      )}
    </LoginPage>
  );
}

interface OneProps {
  provider: Provider | null;
  others: readonly Provider[];
  roles: readonly Role[];
  viewer: Viewer;
  refresh: () => void;
}

function One({ provider, others, roles, viewer, refresh }: OneProps) {
  const { t } = useSpeech();
  const tell = useTell();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const saved = provider ? formOf(provider) : { ...USUAL, label: viewer.organisation.name };
  const draft = useDraft(`provider.${provider?.id ?? "new"}`, saved);
  const [secret, setSecret] = useState({ text: "", removed: false });
  const test = params.get("test");
  const differs = JSON.stringify(draft.value) !== JSON.stringify(saved);
  const done = async (id: string) => {
    tell("success", t(draft.value.active ? providers.saved : providers.savedTry));
    if (provider) refresh();
    else await navigate(providerAddress(id));
  };
  return (
    <div className="own">
      {provider && test && <TrialShown id={test} provider={provider} />}
      {provider && (
        <Trying provider={provider} unsaved={differs || secret.text !== "" || secret.removed} />
      )}
      <div>
        {draft.restored && differs && (
          <Alert tone="info">
            <p>{t(providers.restored)}</p>
            <button
              type="button"
              className="button button-secondary"
              onClick={() => {
                draft.change(saved);
                draft.forget();
              }}
            >
              {t(providers.discard)}
            </button>
          </Alert>
        )}
        <ProviderForm
          provider={provider}
          others={others}
          roles={roles}
          viewer={viewer}
          draft={draft}
          secret={secret}
          onSecret={setSecret}
          onSaved={done}
        />
      </div>
      <Addresses />
    </div>
  );
}

/** The button that tries a provider. */
function Trying({ provider, unsaved }: { provider: Provider; unsaved: boolean }) {
  const { t } = useSpeech();
  const { start, busy, hindrance } = useTrial();
  return (
    <section aria-labelledby="trial">
      <h2 id="trial">{t(trials.heading)}</h2>
      <p>{t(trials.why)}</p>
      {hindrance && <Hindered provider={provider} hindrance={hindrance} />}
      <IconButton
        icon="how-to-reg"
        kind="primary"
        disabled={busy || unsaved}
        onClick={() => start(provider)}
      >
        {t(trials.go)}
      </IconButton>
      {unsaved && <p className="muted">{t(trials.saveFirst)}</p>}
    </section>
  );
}
