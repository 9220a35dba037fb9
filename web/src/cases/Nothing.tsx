import { useState } from "react";
import { Link } from "react-router";
import { useQuery } from "urql";
import { graphql } from "../client/graphql.ts";
import { mayContribute, signInAddress, useSession } from "../client/session.tsx";
import { useSpeech } from "../texts/language.tsx";
import { useCopy } from "../ui/Copy.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Icon } from "../ui/Icon.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";
import { caseAddress } from "./address.ts";
import { FacetsDocument } from "./facets.ts";
import { canAlert, type Question } from "./query.ts";
import { useKeeping } from "./SaveSearch.tsx";
import { cases } from "./texts.ts";
import { WishDialog } from "./WishDialog.tsx";

const LikeDocument = graphql(`
  query Like($title: String!) {
    possibleDuplicates(title: $title, first: 3) {
      case {
        id
        basics {
          title
        }
        lead {
          name
        }
      }
    }
  }
`);

/** Nothing was found: what may have been meant, what is near, and a way to ask the others. */
export function Nothing({ question }: { question: Question }) {
  const { t } = useSpeech();
  const { viewer } = useSession();
  return (
    <Empty heading={t(cases.none)}>
      <Meant question={question} />
      <p>{t(cases.noneWhy)}</p>
      {question.search && <Like words={question.search} />}
      <ul>
        <li>
          <Link to="/loesninger">{t(cases.noneClear)}</Link>
        </li>
        {mayContribute(viewer) && (
          <li>
            <Link to="/loesninger/ny">{t(cases.noneShare)}</Link>
          </li>
        )}
        {!viewer && (
          <li>
            <a href={signInAddress(window.location.pathname + window.location.search)}>
              {t(cases.noneSignIn)}
            </a>
          </li>
        )}
      </ul>
      <AskOthers question={question} />
    </Empty>
  );
}

/** The search with another word, where one of its words is nowhere. */
export function Meant({ question }: { question: Question }) {
  const { t } = useSpeech();
  const { search, filter } = question;
  const [{ data }] = useQuery({
    query: FacetsDocument,
    variables: { search, filter, of: [] },
    pause: !search,
  });
  const meant = data?.cases.didYouMean;
  if (!meant || !search) return null;
  return (
    <p className="finding-meant">
      {t(cases.didYouMean)} <Link to={`/loesninger?q=${encodeURIComponent(meant)}`}>{meant}</Link>?
    </p>
  );
}

function Like({ words }: { words: string }) {
  const { t } = useSpeech();
  const [{ data }] = useQuery({ query: LikeDocument, variables: { title: words.slice(0, 120) } });
  const found = data?.possibleDuplicates ?? [];
  if (found.length === 0) return null;
  return (
    <>
      <h3>{t(cases.noneSimilar)}</h3>
      <ul>
        {found.map(({ case: one }) => (
          <li key={one.id}>
            <Link to={caseAddress(one.id)}>{one.basics.title}</Link>
            {`, ${one.lead.name}`}
          </li>
        ))}
      </ul>
    </>
  );
}

function AskOthers({ question }: { question: Question }) {
  const { t } = useSpeech();
  const tell = useTell();
  const { viewer } = useSession();
  const { keep, busy } = useKeeping();
  const [wishes, setWishes] = useState(false);
  const what = question.search ?? t(cases.everything);
  const alertMe = async () => {
    const { done, refusal } = await keep(what.slice(0, 120), question, true);
    const words = done ? t(cases.savedWithAlert) : (refusal?.message ?? t(ui.failed));
    tell(done ? "success" : "error", words);
  };
  const copyText = useCopy();
  const copy = () => {
    const text = t(cases.networkText, { what, address: window.location.href });
    return copyText(text, t(cases.copied), t(cases.copyFailed));
  };
  return (
    <>
      <h3>{t(cases.askOthers)}</h3>
      <p>{t(cases.askOthersWhy)}</p>
      <div className="row-of-buttons">
        {mayContribute(viewer) && (
          <button type="button" className="button button-primary" onClick={() => setWishes(true)}>
            <Icon name="chat" />
            {t(cases.wish)}
          </button>
        )}
        {viewer && canAlert(question.filter) && (
          <button
            type="button"
            className="button button-secondary"
            disabled={busy}
            onClick={alertMe}
          >
            <Icon name="notifications" />
            {t(cases.alertGo)}
          </button>
        )}
        <button type="button" className="button button-secondary" onClick={copy}>
          <Icon name="copy" />
          {t(cases.copyText)}
        </button>
      </div>
      {wishes && <WishDialog what={question.search ?? ""} onClose={() => setWishes(false)} />}
    </>
  );
}
