import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { useQuery } from "urql";
import type { Viewer } from "../client/session.tsx";
import { Addresses } from "../providers/Addresses.tsx";
import { type Provider, ProvidersOfDocument, type Role } from "../providers/documents.ts";
import { formOf, USUAL } from "../providers/form.ts";
import { ProviderForm } from "../providers/ProviderForm.tsx";
import { providers } from "../providers/texts.ts";
import { valuesOf } from "../texts/labels.ts";
import { useSpeech } from "../texts/language.tsx";
import { useDraft } from "../ui/draft.ts";
import { Empty } from "../ui/Empty.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Loading } from "../ui/Loading.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { OperatorPage } from "./OperatorPage.tsx";
import type { Organisation } from "./organisation.ts";
import { operating } from "./texts.ts";
import { useAll } from "./useAll.ts";
import "../organisation/organisation.css";
import "../providers/providers.css";

/** Roles that reach beyond an organisation; none of its providers gives them. */
const OF_PLATFORM = ["COORDINATOR", "CATALOGUE_EDITOR", "OPERATOR"];

/** A provider of another organisation, added or changed for it. */
export function Component() {
  const { t } = useSpeech();
  const { cvr = "" } = useParams();
  const { all, error, again } = useAll();
  const found = all?.find((one) => one.cvr === cvr);
  return (
    <OperatorPage
      title={t(operating.addLoginTitle, { name: found?.name ?? "…" })}
      lead={t(operating.addLoginLead)}
    >
      {(viewer) => (
        <>
          <p className="back">
            <Link to={`/drift/organisationer/${cvr}`}>
              <Icon name="arrow-back" />
              {found?.name ?? t(operating.all)}
            </Link>
          </p>
          {error && <Failed error={error} retry={again} />}
          {!all && !error && <Loading lines={10} />}
          {all && !found && <Empty heading={t(operating.unknown)} />}
          {found && <One found={found} viewer={viewer} />}
        </>
      )}
    </OperatorPage>
  );
}

interface Props {
  found: Organisation;
  viewer: Viewer;
}

function One({ found, viewer }: Props) {
  const { t } = useSpeech();
  const { id } = useParams();
  const [{ data, error, fetching }, again] = useQuery({
    query: ProvidersOfDocument,
    variables: { organisationId: found.cvr },
    // A form that began with what is known no more would undo what another has saved.
    requestPolicy: "network-only",
  });
  if (error && !data && !fetching) return <Failed error={error} retry={() => again()} />;
  if (!data) return <Loading lines={10} />;
  const all = data.identityProvidersOf ?? [];
  const provider = all.find((one) => one.id === id) ?? null;
  if (id && !provider) return <Empty heading={t(providers.unknown)} />;
  const others = all.filter((one) => one.id !== id);
  return <Form key={id} found={found} viewer={viewer} provider={provider} others={others} />;
}

interface FormProps extends Props {
  provider: Provider | null;
  others: readonly Provider[];
}

function Form({ found, viewer, provider, others }: FormProps) {
  const { t } = useSpeech();
  const tell = useTell();
  const navigate = useNavigate();
  const [secret, setSecret] = useState({ text: "", removed: false });
  const draft = useDraft(
    `provider.${found.cvr}.${provider?.id ?? "new"}`,
    provider
      ? formOf(provider)
      : // Nobody there can turn it on before somebody can sign in.
        { ...USUAL, label: found.name, active: true },
  );
  const done = async () => {
    tell("success", t(operating.loginSaved, { name: found.name }));
    await navigate(`/drift/organisationer/${found.cvr}`);
  };
  return (
    <div className="own">
      <ProviderForm
        provider={provider}
        others={others}
        roles={valuesOf("Role").filter((role) => !OF_PLATFORM.includes(role)) as Role[]}
        viewer={viewer}
        draft={draft}
        secret={secret}
        onSecret={setSecret}
        organisationId={found.cvr}
        onSaved={done}
      />
      <Addresses />
    </div>
  );
}
