import { useEffect, useRef, useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../client/graphql.ts";
import { useSpeech } from "../texts/language.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Loading } from "../ui/Loading.tsx";
import { RichText } from "../ui/RichText.tsx";
import { front } from "./texts.ts";
import { WelcomeForm } from "./WelcomeForm.tsx";

const TextsDocument = graphql(`
  query FrontPageTexts {
    frontPage {
      da: text(language: DANISH)
      en: text(language: ENGLISH)
      revision
    }
  }
`);

interface Props {
  html: string | null;
  /** The reader may say something else. */
  mayRevise: boolean;
  refresh: () => void;
}

/** What the front page says for itself; for those who may, with a form in its place. */
export function Welcome({ html, mayRevise, refresh }: Props) {
  const { t } = useSpeech();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !open) button.current?.focus();
    wasOpen.current = open;
  }, [open]);
  if (!html && !mayRevise) return null;
  const close = (revised: boolean) => {
    setOpen(false);
    if (revised) refresh();
  };
  return (
    <section className="front-welcome" aria-label={t(front.welcome)}>
      {open ? (
        <Editing onClose={close} />
      ) : (
        <>
          {html && <RichText html={html} />}
          {mayRevise && (
            <p className="no-print">
              {!html && <span className="muted">{t(front.noWelcome)} </span>}
              <button
                ref={button}
                type="button"
                className="button button-secondary"
                onClick={() => setOpen(true)}
              >
                {t(html ? front.reviseWelcome : front.writeWelcome)}
              </button>
            </p>
          )}
        </>
      )}
    </section>
  );
}

/** Asks for both texts as they are now before they can be written. */
function Editing({ onClose }: { onClose: (revised: boolean) => void }) {
  const [{ data, error, fetching }, again] = useQuery({
    query: TextsDocument,
    requestPolicy: "network-only",
  });
  // A draft that is thrown away leaves another form.
  const [round, setRound] = useState(0);
  if (error && !data && !fetching) return <Failed error={error} retry={again} />;
  if (!data) return <Loading lines={6} />;
  return (
    <WelcomeForm
      key={round}
      said={data.frontPage}
      again={again}
      onDiscard={() => setRound(round + 1)}
      onClose={onClose}
    />
  );
}
