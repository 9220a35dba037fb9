import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import type { Viewer } from "../client/session.tsx";
import { Addresses } from "../providers/Addresses.tsx";
import type { Role } from "../providers/documents.ts";
import { USUAL } from "../providers/form.ts";
import { ProviderForm } from "../providers/ProviderForm.tsx";
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

/** The first provider of another organisation, added for it. */
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
          {found && <First found={found} viewer={viewer} />}
        </>
      )}
    </OperatorPage>
  );
}

function First({ found, viewer }: { found: Organisation; viewer: Viewer }) {
  const { t } = useSpeech();
  const tell = useTell();
  const navigate = useNavigate();
  const [secret, setSecret] = useState({ text: "", removed: false });
  const draft = useDraft(`provider.${found.cvr}.new`, {
    ...USUAL,
    label: found.name,
    // Nobody there can turn it on before somebody can sign in.
    active: true,
  });
  const done = async () => {
    tell("success", t(operating.loginSaved, { name: found.name }));
    await navigate(`/drift/organisationer/${found.cvr}`);
  };
  return (
    <div className="own">
      <ProviderForm
        provider={null}
        others={[]}
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
