import { useId, useState } from "react";
import { Link } from "react-router";
import { useQuery } from "urql";
import { SignInNeeded } from "../app/SignInNeeded.tsx";
import { graphql, type ResultOf } from "../client/graphql.ts";
import { useSession } from "../client/session.tsx";
import { OutcomeFragment, useWrite } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import type { Text } from "../texts/texts.ts";
import { Failed } from "../ui/Failed.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { useTold } from "../writes/told.ts";
import { binding, happenings, notifications } from "./texts.ts";
import "./notifications.css";

const NotificationsDocument = graphql(`
  query Notifications {
    personal {
      notifications {
        kind
        told
        binding
      }
    }
  }
`);

const ChooseDocument = graphql(
  `mutation ChooseNotifications($input: ChooseNotificationsInput!) { chooseNotifications(input: $input) { ...Outcome } }`,
  [OutcomeFragment],
);

type Line = NonNullable<
  ResultOf<typeof NotificationsDocument>["personal"]
>["notifications"][number];
type Group = "onYourCases" | "toYou" | "followed";

/** Where each kind is shown, in this order. A kind without a place does not compile. */
const PLACES: Record<Line["kind"], Group> = {
  COMMENTED: "onYourCases",
  ENQUIRY_RECEIVED: "onYourCases",
  REUSE_BEGUN: "onYourCases",
  REUSE_PROGRESSED: "onYourCases",
  ERROR_REPORTED: "onYourCases",
  CONSENT_ASKED: "onYourCases",
  MENTIONED: "toYou",
  ANSWERED: "toYou",
  ENQUIRY_ANSWERED: "toYou",
  ERROR_RESOLVED: "toYou",
  CONSENT_ANSWERED: "toYou",
  FOLLOWED: "followed",
  NEW_CASE: "followed",
  FOUND_BY_SEARCH: "followed",
};
const GROUPS: Group[] = ["onYourCases", "toYou", "followed"];

/** What comes into one's inbox, kind by kind. */
export function Component() {
  const { t } = useSpeech();
  const { viewer, known } = useSession();
  const [{ data, error, fetching }, again] = useQuery({
    query: NotificationsDocument,
    pause: !viewer,
  });
  const refresh = () => again({ requestPolicy: "network-only" });
  if (known && !viewer) return <SignInNeeded />;
  const lines = data?.personal?.notifications;
  return (
    <Page title={t(notifications.title)} lead={t(notifications.lead)}>
      <p className="no-print">
        <Link to="/profil">
          <Icon name="arrow-back" />
          {t(notifications.back)}
        </Link>
      </p>
      {error && !data && !fetching && <Failed error={error} retry={refresh} />}
      {!lines && !error && <Loading lines={10} />}
      {lines && (
        <div className="notifications">
          <p>{t(notifications.missed)}</p>
          {GROUPS.map((group) => (
            <Choices key={group} group={group} lines={lines} refresh={refresh} />
          ))}
          <Elsewhere />
        </div>
      )}
    </Page>
  );
}

interface ChoicesProps {
  group: Group;
  lines: readonly Line[];
  refresh: () => void;
}

function Choices({ group, lines, refresh }: ChoicesProps) {
  const { t } = useSpeech();
  const order = Object.keys(PLACES);
  const own = lines
    .filter((line) => PLACES[line.kind] === group)
    .toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
  return (
    <section aria-labelledby={group}>
      <h2 id={group}>{t(notifications[group])}</h2>
      <ul className="unstyled-list no-max-width">
        {own.map((line) => (
          <li key={line.kind}>
            {line.binding ? <Always line={line} /> : <Choice line={line} refresh={refresh} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Choice({ line, refresh }: { line: Line; refresh: () => void }) {
  const { t } = useSpeech();
  const told = useTold();
  const id = useId();
  const { write } = useWrite(ChooseDocument);
  // Shown at once, and taken back when the server says otherwise.
  const [shown, setShown] = useState(line.told);
  const what = t(happenings[line.kind]);
  const turn = async () => {
    const wanted = !shown;
    setShown(wanted);
    const result = await write({ choices: [{ kind: line.kind, told: wanted }] });
    const words: Text = wanted ? notifications.turnedOn : notifications.turnedOff;
    if (!told(result, words, { what })) setShown(!wanted);
    refresh();
  };
  return (
    <div className="form-group-checkbox">
      <input id={id} type="checkbox" className="form-checkbox" checked={shown} onChange={turn} />
      <label className="form-label" htmlFor={id}>
        {what}
      </label>
    </div>
  );
}

function Always({ line }: { line: Line }) {
  const { t } = useSpeech();
  const why: Partial<Record<string, Text>> = binding;
  return (
    <div className="notification-always">
      <span className="chip">{t(notifications.always)}</span>
      <span>{t(happenings[line.kind])}</span>
      <span className="muted small">{t(why[line.kind] ?? binding.other)}</span>
    </div>
  );
}

function Elsewhere() {
  const { t } = useSpeech();
  return (
    <section aria-labelledby="elsewhere">
      <h2 id="elsewhere">{t(notifications.elsewhere)}</h2>
      <p>{t(notifications.waiting)}</p>
      <p>{t(notifications.overdue)}</p>
    </section>
  );
}
