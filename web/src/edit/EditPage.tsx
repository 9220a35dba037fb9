import { Link, useParams } from "react-router";
import { useQuery } from "urql";
import { SignInNeeded } from "../app/SignInNeeded.tsx";
import { type CaseData, CaseDocument } from "../case/document.ts";
import { caseAddress } from "../cases/address.ts";
import { useSession } from "../client/session.tsx";
import { Ending } from "../deleting/Ending.tsx";
import { useSpeech } from "../texts/language.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { ui } from "../ui/texts.ts";
import { PhaseForm } from "./PhaseForm.tsx";
import { StatusForm } from "./StatusForm.tsx";
import { SPECS } from "./spec.ts";
import { edit } from "./texts.ts";
import { VisibilityForm } from "./VisibilityForm.tsx";
import "./edit.css";

/** Where one changes a case: its phase, status and sharing here, its sections each on a page. */
export function Component() {
  const { t } = useSpeech();
  const { viewer, known } = useSession();
  const { id = "" } = useParams();
  const [{ data, error, fetching }, again] = useQuery({ query: CaseDocument, variables: { id } });
  const refresh = () => again({ requestPolicy: "network-only" });
  if (known && !viewer) return <SignInNeeded />;
  if (!data && fetching) {
    return (
      <Page title={t(ui.loading)}>
        <Loading lines={8} />
      </Page>
    );
  }
  const found = data?.case;
  if (!found?.internal?.canEdit) {
    return (
      <Page title={t(edit.notYours)} lead={t(edit.notYoursWhy)}>
        {error && <Failed error={error} retry={refresh} />}
      </Page>
    );
  }
  return (
    <Page title={t(edit.title, { title: found.basics.title })}>
      <p>
        <Link to={caseAddress(found.id)}>{t(edit.back)}</Link>
      </p>
      <h2>{t(edit.standing)}</h2>
      <div className="standing">
        <PhaseForm found={found} refresh={refresh} />
        <StatusForm found={found} refresh={refresh} />
        {found.internal.canChangeOwners && <VisibilityForm found={found} refresh={refresh} />}
      </div>
      <h2>{t(edit.sections)}</h2>
      <Sections found={found} />
      <Ending found={found} refresh={refresh} />
    </Page>
  );
}

function Sections({ found }: { found: CaseData }) {
  const { t, l } = useSpeech();
  const missing = new Set<string>(found.internal?.completeness.sections ?? []);
  return (
    <ul className="edit-sections unstyled-list">
      {Object.keys(SPECS).map((name) => (
        <li key={name}>
          <Link to={`${caseAddress(found.id)}/rediger/${name}`}>
            {l.of("SectionKind", name.toUpperCase())}
          </Link>
          {missing.has(name.toUpperCase()) && (
            <span className="chip chip--warning">{t(edit.missing)}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
