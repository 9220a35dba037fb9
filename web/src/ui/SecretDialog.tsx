import { type ReactNode, useEffect, useRef, useState } from "react";
import { useBlocker } from "react-router";
import { useSpeech } from "../texts/language.tsx";
import { Alert } from "./Alert.tsx";
import { CopyField } from "./Copy.tsx";
import { Dialog } from "./Dialog.tsx";
import { IconButton } from "./IconButton.tsx";
import { ui } from "./texts.ts";

interface Props {
  title: string;
  /** The secret that was made; none while it is asked for. */
  secret: string | null;
  /** What the secret is called. */
  label: string;
  /** What else there is to say of the secret: how it is used, what became of the one before. */
  how: ReactNode;
  /** What asks for it. */
  children: ReactNode;
  onClose: () => void;
}

/**
 * Asks for a secret and shows it this once. Whoever goes away without saying that it is kept is asked
 * whether it is, because nobody can show it again.
 */
export function SecretDialog({ title, secret, label, how, children, onClose }: Props) {
  const { t } = useSpeech();
  const [leaving, setLeaving] = useState(false);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      secret !== null && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (secret === null) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [secret]);
  const shown = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (secret === null) return;
    // What asked for it was longer, and one may have been at its end.
    shown.current?.closest(".dialog-shade")?.scrollTo(0, 0);
    shown.current?.focus({ preventScroll: true });
  }, [secret]);
  const goes = blocker.state === "blocked";
  const leave = () => {
    onClose();
    if (goes) blocker.proceed();
  };
  const stay = () => {
    setLeaving(false);
    if (goes) blocker.reset();
  };
  return (
    <Dialog title={title} onClose={() => (secret === null ? onClose() : setLeaving(true))}>
      {secret === null ? (
        children
      ) : (
        <div ref={shown} tabIndex={-1} className="secret-shown">
          <Alert tone="info">{t(ui.secretOnce)}</Alert>
          <CopyField label={label} text={secret} />
          {leaving || goes ? (
            <Alert tone="warning" heading={t(ui.secretLeaving)}>
              <p>{t(ui.secretLeavingWhy)}</p>
              <div className="row-of-buttons">
                <button type="button" className="button button-primary" onClick={stay}>
                  {t(ui.secretStay)}
                </button>
                <button type="button" className="button button-secondary" onClick={leave}>
                  {t(ui.secretLeave)}
                </button>
              </div>
            </Alert>
          ) : (
            <div className="row-of-buttons">
              <IconButton icon="check" kind="primary" onClick={onClose}>
                {t(ui.secretKept)}
              </IconButton>
            </div>
          )}
          {how}
        </div>
      )}
    </Dialog>
  );
}
