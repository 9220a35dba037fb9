import { Link, useParams } from "react-router";
import { useQuery } from "urql";
import { Attachments } from "../attachments/Attachments.tsx";
import { signInAddress, useSession } from "../client/session.tsx";
import { InCollections } from "../collections/InCollections.tsx";
import { Comments } from "../comments/Comments.tsx";
import { Gains } from "../gains/Gains.tsx";
import { History } from "../history/History.tsx";
import { Owners } from "../owners/Owners.tsx";
import { Reusers } from "../reuse/Reusers.tsx";
import { useSpeech } from "../texts/language.tsx";
import { Alert } from "../ui/Alert.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { ui } from "../ui/texts.ts";
import { Actions } from "./Actions.tsx";
import { type CaseData, CaseDocument } from "./document.ts";
import { Glance } from "./Glance.tsx";
import { OwnersBox } from "./OwnersBox.tsx";
import { Record } from "./Record.tsx";
import { oneCase } from "./texts.ts";
import "./case.css";

/** A case. */
export function Component() {
  const { t } = useSpeech();
  const { id = "" } = useParams();
  const { viewer } = useSession();
  const [{ data, error, fetching }, again] = useQuery({ query: CaseDocument, variables: { id } });
  const refresh = () => again({ requestPolicy: "network-only" });
  if (data?.case) return <Shown key={data.case.id} found={data.case} refresh={refresh} />;
  if (fetching) {
    return (
      <Page title={t(ui.loading)}>
        <Loading lines={12} />
      </Page>
    );
  }
  return (
    <Page title={t(oneCase.missing)} lead={t(oneCase.missingWhy)}>
      {error && <Failed error={error} retry={refresh} />}
      <div className="row-of-buttons">
        <Link className="button button-primary" to="/loesninger">
          {t(oneCase.back)}
        </Link>
        {!viewer && (
          <a className="button button-secondary" href={signInAddress(window.location.pathname)}>
            {t(ui.signIn)}
          </a>
        )}
      </div>
    </Page>
  );
}

function Shown({ found, refresh }: { found: CaseData; refresh: () => void }) {
  const { t, f, l } = useSpeech();
  return (
    <Page title={found.basics.title} lead={found.basics.summary}>
      <p className="case-lead">
        <Link to="/loesninger" className="no-print">
          <Icon name="arrow-back" />
          {t(oneCase.back)}
        </Link>
        <span>
          {t(oneCase.edition, { edition: found.edition })} ·{" "}
          {t(oneCase.changed, { when: f.longDate(found.changedAt) })}
        </span>
      </p>
      <ul className="chips unstyled-list no-max-width">
        <li className="chip">{l.of("Phase", found.phase)}</li>
        <li className="chip chip--plain">{l.of("CaseKind", found.basics.kind)}</li>
        {found.status !== "NOT_ASSESSED" && (
          <li className="chip chip--plain">{l.of("Status", found.status)}</li>
        )}
        {found.basics.subjectAreas.map((area) => (
          <li key={area} className="chip chip--plain">
            {l.of("SubjectArea", area)}
          </li>
        ))}
      </ul>
      {found.overdue && found.reviewOn && (
        <Alert tone="warning">{t(oneCase.overdue, { date: f.longDate(found.reviewOn) })}</Alert>
      )}
      <Actions found={found} refresh={refresh} />
      {found.internal && <OwnersBox found={found} internal={found.internal} refresh={refresh} />}
      <Glance found={found} />
      <Gains found={found} refresh={refresh} />
      <Record found={found} />
      <Attachments found={found} refresh={refresh} />
      {found.internal && <Owners found={found} internal={found.internal} refresh={refresh} />}
      <Reusers found={found} />
      <InCollections found={found} refresh={refresh} />
      <Comments id={found.id} canEdit={found.internal?.canEdit ?? false} />
      {found.internal && <History id={found.id} />}
    </Page>
  );
}
