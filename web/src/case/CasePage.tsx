import { Link, useParams } from "react-router";
import { useQuery } from "urql";
import { Attachments } from "../attachments/Attachments.tsx";
import { attachments } from "../attachments/texts.ts";
import { shortAddress } from "../cases/address.ts";
import { mayContribute, signInAddress, useSession } from "../client/session.tsx";
import { InCollections } from "../collections/InCollections.tsx";
import { collections } from "../collections/texts.ts";
import { Comments } from "../comments/Comments.tsx";
import { comments } from "../comments/texts.ts";
import { ErrorReports } from "../errors/ErrorReports.tsx";
import { Gains } from "../gains/Gains.tsx";
import { gains } from "../gains/texts.ts";
import { History } from "../history/History.tsx";
import { history } from "../history/texts.ts";
import { Owners } from "../owners/Owners.tsx";
import { owners } from "../owners/texts.ts";
import { Reusers } from "../reuse/Reusers.tsx";
import { Runs } from "../runs/Runs.tsx";
import { runs } from "../runs/texts.ts";
import { useSpeech } from "../texts/language.tsx";
import type { Text } from "../texts/texts.ts";
import { Alert } from "../ui/Alert.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { ui } from "../ui/texts.ts";
import { Actions } from "./Actions.tsx";
import { Contents } from "./Contents.tsx";
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

interface Props {
  found: CaseData;
  refresh: () => void;
}

function Shown({ found, refresh }: Props) {
  const { t, f } = useSpeech();
  const { viewer } = useSession();
  const { internal } = found;
  const address = shortAddress(found.id).replace(/^https?:\/\//, "");
  const date = f.longDate(new Date().toISOString());
  return (
    <Page title={found.basics.title} lead={found.basics.summary}>
      <p className="print-only">{t(oneCase.printedOn, { address, date })}</p>
      <Top found={found} refresh={refresh} />
      <Contents parts={usePartsOf(found)} />
      <Glance found={found} />
      <Gains found={found} refresh={refresh} />
      <Runs found={found} />
      <Record found={found} />
      <Attachments found={found} refresh={refresh} />
      {internal && <Owners found={found} internal={internal} refresh={refresh} />}
      <Reusers found={found} />
      <InCollections found={found} refresh={refresh} />
      {viewer && <ErrorReports caseId={found.id} />}
      <Comments id={found.id} canEdit={internal?.canEdit ?? false} />
      {internal && <History id={found.id} latest={internal.revision} />}
    </Page>
  );
}

/** The parts of the page that this reader has, in their order. */
function usePartsOf(found: CaseData) {
  const { t } = useSpeech();
  const { viewer } = useSession();
  const { internal } = found;
  const parts: [string, Text, boolean][] = [
    ["glance", oneCase.glance, true],
    ["gains", gains.title, true],
    ["runs", runs.title, found.runs !== null || internal?.canEdit === true],
    ["record", oneCase.record, true],
    ["attachments", attachments.title, found.attachments.length > 0 || internal?.canEdit === true],
    ["owners", owners.title, internal !== null],
    ["reusers", oneCase.reusersTitle, true],
    ["in-collections", collections.inCollections, mayContribute(viewer)],
    ["comments", comments.title, true],
    ["history", history.title, internal !== null],
  ];
  return parts.filter(([, , isThere]) => isThere).map(([id, name]) => ({ id, name: t(name) }));
}

/** Where it is from and how it stands, and what can be done with it. */
function Top({ found, refresh }: Props) {
  const { t, f, l } = useSpeech();
  return (
    <>
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
    </>
  );
}
