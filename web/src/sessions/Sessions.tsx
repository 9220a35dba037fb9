import { useState } from "react";
import { useMutation, useQuery } from "urql";
import { graphql, type ResultOf } from "../client/graphql.ts";
import { RefusalFragment, type Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import type { Say } from "../texts/texts.ts";
import { Failed } from "../ui/Failed.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { Loading } from "../ui/Loading.tsx";
import { useFocusKept } from "../ui/useFocusKept.ts";
import { ConfirmDialog } from "../writes/ConfirmDialog.tsx";
import { useTold } from "../writes/told.ts";
import { usePlainWrite } from "../writes/usePlainWrite.ts";
import { browserOf } from "./browser.ts";
import { sessions } from "./texts.ts";
import { keepThere } from "./there.ts";
import "../ui/cards.css";

const SessionsDocument = graphql(`
  query OwnSessions {
    viewer {
      id
      sessions {
        id
        startedAt
        lastUsedAt
        expiresAt
        browser
        current
      }
    }
  }
`);

const EndDocument = graphql(
  `mutation EndSession($input: EndSessionInput!) {
    endSession(input: $input) { ended refusal { ...RefusalParts } }
  }`,
  [RefusalFragment],
);

const EverywhereDocument = graphql(
  `mutation SignOutEverywhere { signOutEverywhere {
    ended providerSignOutUrl providerLabel refusal { ...RefusalParts }
  } }`,
  [RefusalFragment],
);

type Session = NonNullable<ResultOf<typeof SessionsDocument>["viewer"]>["sessions"][number];

/** The browsers in which one is signed in, to end one or all. */
export function Sessions() {
  const { t } = useSpeech();
  const [asked, setAsked] = useState(false);
  const [{ data, error, fetching }, again] = useQuery({ query: SessionsDocument });
  const refresh = () => again({ requestPolicy: "network-only" });
  const all = data?.viewer?.sessions ?? [];
  const heading = useFocusKept<HTMLHeadingElement>(all.length);
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions" ref={heading} tabIndex={-1}>
        {t(sessions.title)}
      </h2>
      <p>{t(sessions.lead)}</p>
      {error && !data && !fetching && <Failed error={error} retry={refresh} />}
      {!data && !error && <Loading lines={4} />}
      {data && <Table all={all} refresh={refresh} />}
      {data && (
        <div className="row-of-buttons">
          <IconButton icon="lock" onClick={() => setAsked(true)}>
            {t(sessions.everywhere)}
          </IconButton>
        </div>
      )}
      {asked && <EverywhereDialog onClose={() => setAsked(false)} />}
    </section>
  );
}

interface TableProps {
  all: readonly Session[];
  refresh: () => void;
}

function Table({ all, refresh }: TableProps) {
  const { t } = useSpeech();
  const told = useTold();
  const { write, busy } = usePlainWrite(EndDocument);
  const end = async (sessionId: string) => {
    told(await write({ sessionId }), sessions.ended);
    refresh();
  };
  return (
    <table className="table table--cards">
      <caption className="sr-only">{t(sessions.title)}</caption>
      <thead>
        <tr>
          {(["browser", "since", "used", "ends", "tools"] as const).map((one) => (
            <th key={one} scope="col">
              {t(sessions[one])}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {all.map((one) => (
          <Row key={one.id} one={one} busy={busy} onEnd={() => end(one.id)} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  one: Session;
  busy: boolean;
  onEnd: () => void;
}

function Row({ one, busy, onEnd }: RowProps) {
  const { t, f } = useSpeech();
  const moment = (at: string | null) => (at ? f.moment(at) : "–");
  const browser = nameOf(one.browser, t);
  return (
    <tr>
      <th scope="row">
        {browser} {one.current && <span className="chip">{t(sessions.this)}</span>}
      </th>
      <td data-name={t(sessions.since)}>{moment(one.startedAt)}</td>
      <td data-name={t(sessions.used)}>{moment(one.lastUsedAt)}</td>
      <td data-name={t(sessions.ends)}>{moment(one.expiresAt)}</td>
      <td>
        {!one.current && (
          <button type="button" className="text-button" disabled={busy} onClick={onEnd}>
            {t(sessions.end)}
            <span className="sr-only">
              {" "}
              {t(sessions.endWhich, { browser, when: moment(one.startedAt) })}
            </span>
          </button>
        )}
      </td>
    </tr>
  );
}

/** What to call a browser: what it is and on what, or its own words. */
function nameOf(said: string, t: Say): string {
  const { browser, system } = browserOf(said);
  if (browser && system) return t(sessions.on, { browser, system });
  return browser ?? (said.trim().slice(0, 80) || t(sessions.unnamed));
}

function EverywhereDialog({ onClose }: { onClose: () => void }) {
  const { t } = useSpeech();
  const [, run] = useMutation(EverywhereDocument);
  const everywhere = async (): Promise<Written> => {
    const { data, error } = await run({});
    if (error) return { done: false, error };
    const refusal = data?.signOutEverywhere.refusal ?? undefined;
    const { providerSignOutUrl: url, providerLabel: label } = data?.signOutEverywhere ?? {};
    keepThere({ url, label });
    return { done: data !== undefined && !refusal, refusal };
  };
  return (
    <ConfirmDialog
      title={t(sessions.everywhereTitle)}
      act={t(sessions.everywhere)}
      done={t(sessions.done)}
      run={everywhere}
      onClose={(done) => (done ? leave() : onClose())}
    >
      <ul>
        {(["everywhereHere", "everywhereDrafts", "everywhereProvider"] as const).map((one) => (
          <li key={one}>{t(sessions[one])}</li>
        ))}
      </ul>
    </ConfirmDialog>
  );
}

/**
 * Goes to the page that says so, by loading it anew: nothing that was read may stay in the browser.
 * The cookie of a session that is over opens nothing; it is thrown away where that can be done.
 */
async function leave(): Promise<void> {
  await fetch("/sign-out", { method: "POST", redirect: "manual" }).catch(() => {});
  window.location.assign("/logget-ud");
}
