import { useState } from "react";
import { Link, useParams } from "react-router";
import { useQuery } from "urql";
import { caseAddress } from "../cases/address.ts";
import { CaseList } from "../cases/CaseList.tsx";
import { useWrite } from "../client/write.ts";
import { YesOrNo } from "../owners/Answers.tsx";
import { owners } from "../owners/texts.ts";
import { useSpeech } from "../texts/language.tsx";
import { Alert } from "../ui/Alert.tsx";
import { Failed } from "../ui/Failed.tsx";
import { SelectField } from "../ui/fields.tsx";
import { Icon } from "../ui/Icon.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { RichText } from "../ui/RichText.tsx";
import { ui } from "../ui/texts.ts";
import { useTold } from "../writes/told.ts";
import { AddCaseDialog } from "./AddCaseDialog.tsx";
import {
  AcceptDocument,
  type CollectionData,
  CollectionDocument,
  DeclineDocument,
  TakeOutDocument,
} from "./document.ts";
import { OwnersPart } from "./OwnersPart.tsx";
import { collections } from "./texts.ts";
import "./collections.css";

/** A collection with its cases. */
export function Component() {
  const { t } = useSpeech();
  const { id = "" } = useParams();
  const [{ data, error, fetching }, again] = useQuery({
    query: CollectionDocument,
    variables: { id },
  });
  const refresh = () => again({ requestPolicy: "network-only" });
  if (data?.collection) return <Shown found={data.collection} refresh={refresh} />;
  if (fetching) {
    return (
      <Page title={t(ui.loading)}>
        <Loading lines={8} />
      </Page>
    );
  }
  return (
    <Page title={t(collections.missing)} lead={t(collections.missingWhy)}>
      {error && <Failed error={error} retry={refresh} />}
      <Link to="/paraplyer">{t(collections.back)}</Link>
    </Page>
  );
}

export interface Props {
  found: CollectionData;
  refresh: () => void;
}

function Shown({ found, refresh }: Props) {
  const { t, l } = useSpeech();
  const { about } = found;
  return (
    <Page title={about.title} lead={about.summary}>
      <p className="back no-print">
        <Link to="/paraplyer">
          <Icon name="arrow-back" />
          {t(collections.back)}
        </Link>
      </p>
      <ul className="chips unstyled-list no-max-width">
        <li className="chip">{t(collections[found.kind])}</li>
        {about.subjectAreas.map((area) => (
          <li key={area} className="chip chip--plain">
            {l.of("SubjectArea", area)}
          </li>
        ))}
      </ul>
      {found.invited && <Invitation found={found} refresh={refresh} />}
      <div className="collection">
        <div>
          {found.descriptionHtml && <RichText html={found.descriptionHtml} />}
          <Cases found={found} refresh={refresh} />
          {found.asksFor.nodes.length > 0 && <AsksFor found={found} refresh={refresh} />}
        </div>
        <OwnersPart found={found} refresh={refresh} />
      </div>
    </Page>
  );
}

function Invitation({ found, refresh }: Props) {
  const { t } = useSpeech();
  const accept = useWrite(AcceptDocument);
  const decline = useWrite(DeclineDocument);
  const collectionId = found.id;
  return (
    <Alert tone="info" heading={t(collections.invited, { lead: found.lead.name })}>
      <YesOrNo
        yes={() => accept.write({ collectionId })}
        no={() => decline.write({ collectionId })}
        words={{ yes: collections.acceptedNow, no: owners.declinedNow }}
        busy={accept.busy || decline.busy}
        refresh={refresh}
      />
    </Alert>
  );
}

const ORDERS = {
  TITLE: collections.byTitle,
  CHANGED_AT: collections.byChange,
  PHASE: collections.byPhase,
  EXPECTED_HOURS: collections.byHours,
} as const;

type Order = keyof typeof ORDERS;

function Cases({ found, refresh }: Props) {
  const { t } = useSpeech();
  const [adding, setAdding] = useState(false);
  const [order, setOrder] = useState<Order>("TITLE");
  const count = found.cases.totalCount ?? 0;
  const canEdit = found.internal?.canEdit ?? false;
  return (
    <section aria-labelledby="cases">
      <div className="heading-with-tools">
        <h2 id="cases">{t(collections.cases)}</h2>
        <span className="muted">{t(collections.count, { count })}</span>
      </div>
      {canEdit && (
        <div className="row-of-buttons no-print">
          <IconButton icon="list-add" kind="primary" onClick={() => setAdding(true)}>
            {t(collections.add)}
          </IconButton>
        </div>
      )}
      {count > 1 && (
        <SelectField
          label={t(collections.order)}
          value={order}
          onChange={(value) => setOrder(value as Order)}
          options={Object.entries(ORDERS).map(([value, name]) => ({ value, name: t(name) }))}
        />
      )}
      {count === 0 && <p className="muted">{t(collections.noCases)}</p>}
      {count > 0 && (
        <CaseList
          key={order}
          asked={{ filter: { collection: found.id }, sort: { by: order } }}
          tools={
            canEdit
              ? (caseId, title) => (
                  <TakeOut found={found} refresh={refresh} caseId={caseId} title={title} />
                )
              : undefined
          }
        />
      )}
      {adding && (
        <AddCaseDialog
          found={found}
          onClose={(done) => {
            setAdding(false);
            if (done) refresh();
          }}
        />
      )}
    </section>
  );
}

interface TakeOutProps extends Props {
  caseId: string;
  title: string;
  /** Whether it is only asked for. */
  isAsked?: boolean;
}

function TakeOut({ found, refresh, caseId, title, isAsked = false }: TakeOutProps) {
  const { t } = useSpeech();
  const told = useTold();
  const { write, busy } = useWrite(TakeOutDocument);
  const takeOut = async () => {
    const written = await write({ collectionId: found.id, caseId });
    if (told(written, isAsked ? collections.takenBack : collections.takenOut)) refresh();
  };
  return (
    <button type="button" className="text-button no-print" disabled={busy} onClick={takeOut}>
      {t(isAsked ? collections.takeBack : collections.takeOut)}
      <span className="sr-only"> {title}</span>
    </button>
  );
}

function AsksFor({ found, refresh }: Props) {
  const { t } = useSpeech();
  return (
    <section aria-labelledby="asks-for">
      <h2 id="asks-for">{t(collections.asksFor)}</h2>
      <p className="muted">{t(collections.asksForWhy)}</p>
      <ul className="plain-rows unstyled-list no-max-width">
        {found.asksFor.nodes.map((one) => (
          <li key={one.id}>
            <span>
              <Link to={caseAddress(one.id)}>{one.basics.title}</Link>, {one.lead.name}
            </span>
            {found.internal?.canEdit && (
              <TakeOut
                found={found}
                refresh={refresh}
                caseId={one.id}
                title={one.basics.title}
                isAsked
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
