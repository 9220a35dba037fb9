import { Link, useNavigate, useParams, useSearchParams } from "react-router";
import { useQuery } from "urql";
import { RecordSections } from "../case/RecordSections.tsx";
import { caseAddress } from "../cases/address.ts";
import { inWords } from "../gains/figures.ts";
import { gains } from "../gains/texts.ts";
import { useSpeech } from "../texts/language.tsx";
import { Alert } from "../ui/Alert.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { ui } from "../ui/texts.ts";
import { ChangesBetween } from "./ChangesBetween.tsx";
import { RestoreButton } from "./RestoreButton.tsx";
import { history } from "./texts.ts";
import { endOf, type VersionData, VersionDocument } from "./version.ts";
import "../case/case.css";
import "./history.css";

/** A case as it was in a version, or at the end of a day. */
export function Component() {
  const { t, f } = useSpeech();
  const { id = "" } = useParams();
  const [params] = useSearchParams();
  const day = params.get("dag");
  const asOf = day ? endOf(day) : null;
  const revision = asOf ? null : Number(params.get("version")) || 1;
  const [{ data, error, fetching }, again] = useQuery({
    query: VersionDocument,
    variables: { id, revision, asOf },
  });
  if (!data && fetching) {
    return (
      <Page title={t(ui.loading)}>
        <Loading lines={10} />
      </Page>
    );
  }
  const was = data?.caseVersion;
  const back = (
    <p className="back no-print">
      <Link to={caseAddress(id)}>
        <Icon name="arrow-back" />
        {t(history.toNow)}
      </Link>
    </p>
  );
  if (!was || !data.case) {
    return (
      <Page title={t(history.notThere)} lead={t(history.notThereWhy)}>
        {error && <Failed error={error} retry={again} />}
        {back}
      </Page>
    );
  }
  const said = { revision: was.revision, when: f.moment(was.at) };
  return (
    <Page title={t(history.wasTitle, { title: was.basics.title })} lead={was.basics.summary}>
      {back}
      <Alert tone="info">
        {day && asOf ? t(history.wasDay, { ...said, day: f.longDate(day) }) : t(history.was, said)}
      </Alert>
      <Was id={data.case.id} was={was} now={data.case.internal} />
    </Page>
  );
}

interface WasProps {
  id: string;
  was: VersionData;
  now: { revision: number; canEdit: boolean } | null;
}

function Was({ id, was, now }: WasProps) {
  const { t, l } = useSpeech();
  const go = useNavigate();
  const isOld = now !== null && was.revision < now.revision;
  return (
    <>
      <ul className="chips unstyled-list no-max-width">
        <li className="chip">{l.of("Phase", was.phase)}</li>
        <li className="chip chip--plain">{l.of("Status", was.status)}</li>
        <li className="chip chip--plain">{l.of("Visibility", was.visibility)}</li>
      </ul>
      {was.statusReason && <p>{was.statusReason}</p>}
      {isOld && now.canEdit && (
        <div className="row-of-buttons no-print">
          <RestoreButton id={id} revision={was.revision} onDone={() => go(caseAddress(id))} />
        </div>
      )}
      <h2>{t(history.record)}</h2>
      <RecordSections found={{ ...was, internal: was.notes && { notes: was.notes } }} />
      <Then was={was} />
      {isOld && (
        <section aria-labelledby="since">
          <h2 id="since">{t(history.since)}</h2>
          <ChangesBetween id={id} from={was.revision} to={now.revision} />
        </section>
      )}
    </>
  );
}

function Then({ was }: { was: VersionData }) {
  const speech = useSpeech();
  const { t, l } = speech;
  return (
    <>
      {was.gains.length > 0 && (
        <>
          <h2>{t(history.gains)}</h2>
          <ul>
            {was.gains.map((gain) => (
              <li key={gain.id}>
                {gain.metric}: {t(gains.expected).toLowerCase()}{" "}
                {inWords(gain.expected, gain, speech)}, {t(gains.measured).toLowerCase()}{" "}
                {gain.measurements.map((one) => inWords(one, gain, speech)).join(", ") || "–"}
              </li>
            ))}
          </ul>
        </>
      )}
      {was.people.length > 0 && (
        <>
          <h2>{t(history.people)}</h2>
          <ul>
            {was.people.map(({ person, roles }) => (
              <li key={person.id}>
                {person.name ?? t(history.somebody)}:{" "}
                {roles.map((role) => l.of("PersonRole", role)).join(", ")}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
