import { useEffect, useRef, useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../client/graphql.ts";
import { OutcomeFragment, useWrite, type Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { Alert } from "../ui/Alert.tsx";
import { useDraft } from "../ui/draft.ts";
import { Failed } from "../ui/Failed.tsx";
import { TextField } from "../ui/fields.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Refused } from "../ui/Refused.tsx";
import { RichText } from "../ui/RichText.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";
import { front } from "./texts.ts";

const ReviseDocument = graphql(
  `mutation ReviseFrontPage($input: ReviseFrontPageInput!) { reviseFrontPage(input: $input) { ...Outcome } }`,
  [OutcomeFragment],
);

const PreviewDocument = graphql(`
  query FrontPagePreview($da: String!, $en: String!) {
    frontPage {
      da: preview(text: $da)
      en: preview(text: $en)
    }
  }
`);

/** Characters of a text in one language, as the server takes them. */
const MOST = 2000;
/** Milliseconds without a key before the preview follows. */
const PAUSE = 500;

interface Said {
  da: string | null;
  en: string | null;
  revision: number | null;
}

interface Props {
  /** What is said now. */
  said: Said;
  /** Asks anew what is said. */
  again: () => void;
  onDiscard: () => void;
  onClose: (revised: boolean) => void;
}

/** The text in both languages. What is written stays until it is saved or thrown away. */
export function WelcomeForm({ said, again, onDiscard, onClose }: Props) {
  const { t } = useSpeech();
  const tell = useTell();
  const draft = useDraft("front-page", {
    revision: said.revision ?? 0,
    da: said.da ?? "",
    en: said.en ?? "",
  });
  const { value, change } = draft;
  const { write, busy } = useWrite(ReviseDocument);
  const [written, setWritten] = useState<Written | null>(null);
  const [preview, setPreview] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector("textarea")?.focus(), []);
  const isMet = written?.refusal?.code === "conflict";
  const errorOf = (field: string) =>
    written?.refusal?.fields.find((one) => one.field === `frontPage.${field}`)?.message;
  const save = async () => {
    // Whoever saves again after a conflict has seen what is said now.
    const expectedRevision = isMet ? (said.revision ?? 0) : value.revision;
    const result = await write({ da: value.da, en: value.en, expectedRevision });
    setWritten(result);
    if (result.refusal?.code === "conflict") again();
    if (!result.done) return;
    draft.forget();
    tell("success", t(front.welcomeSaved));
    onClose(true);
  };
  return (
    <form
      ref={form}
      className="front-welcome-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <h2>{t(front.welcome)}</h2>
      <p>{t(front.welcomeHint)}</p>
      {draft.restored && !written && (
        <Alert tone="info">
          {t(front.restored)}{" "}
          <button
            type="button"
            className="text-button"
            onClick={() => {
              draft.forget();
              onDiscard();
            }}
          >
            {t(front.discard)}
          </button>
        </Alert>
      )}
      {isMet ? <Met said={said} /> : <Refused refusal={written?.refusal} error={written?.error} />}
      {(["da", "en"] as const).map((language) => (
        <TextField
          key={language}
          label={t(language === "da" ? front.inDanish : front.inEnglish)}
          lines={6}
          most={MOST}
          error={errorOf(language)}
          value={value[language]}
          onChange={(text) => change({ [language]: text })}
        />
      ))}
      {preview && <Preview da={value.da} en={value.en} />}
      <div className="row-of-buttons">
        <button type="submit" className="button button-primary" disabled={busy}>
          {t(ui.save)}
          <span className="sr-only"> {t(front.welcome)}</span>
        </button>
        <button
          type="button"
          className="button button-secondary"
          aria-pressed={preview}
          onClick={() => setPreview(!preview)}
        >
          {t(front.preview)}
        </button>
        <button type="button" className="button button-secondary" onClick={() => onClose(false)}>
          {t(ui.cancel)}
        </button>
      </div>
    </form>
  );
}

/** Somebody else has said something meanwhile: what it is, beside what one has written. */
function Met({ said }: { said: Said }) {
  const { t } = useSpeech();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <div ref={place} tabIndex={-1} className="refused">
      <Alert tone="warning" heading={t(front.met)}>
        <p>{t(front.metWhy)}</p>
        {said.da || said.en ? (
          <dl>
            <dt>{t(front.inDanish)}</dt>
            <dd className="front-said" lang="da">
              {said.da}
            </dd>
            <dt>{t(front.inEnglish)}</dt>
            <dd className="front-said" lang="en">
              {said.en}
            </dd>
          </dl>
        ) : (
          <p>{t(front.metNone)}</p>
        )}
      </Alert>
    </div>
  );
}

/** How both texts will look, as the server makes them safe; it follows what is written. */
function Preview({ da, en }: { da: string; en: string }) {
  const { t } = useSpeech();
  const [asked, setAsked] = useState({ da, en });
  useEffect(() => {
    const timer = setTimeout(() => setAsked({ da, en }), PAUSE);
    return () => clearTimeout(timer);
  }, [da, en]);
  const isTooLong = [asked.da, asked.en].some((text) => [...text].length > MOST);
  const [{ data, error, fetching }, again] = useQuery({
    query: PreviewDocument,
    variables: asked,
    pause: isTooLong,
  });
  return (
    <div className="front-preview">
      <h3>{t(front.previewTitle)}</h3>
      {isTooLong && <p>{t(front.previewTooLong)}</p>}
      {!isTooLong && error && !data && !fetching && <Failed error={error} retry={again} />}
      {!isTooLong && !data && !error && <Loading lines={3} />}
      {!isTooLong && data && (
        <div className="front-preview-parts">
          {(["da", "en"] as const).map(
            (language) =>
              data.frontPage[language] && (
                <div key={language} lang={language}>
                  <RichText html={data.frontPage[language]} />
                </div>
              ),
          )}
        </div>
      )}
    </div>
  );
}
