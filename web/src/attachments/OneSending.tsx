import { useCallback, useEffect, useId, useRef, useState } from "react";
import { useSpeech } from "../texts/language.tsx";
import { Alert } from "../ui/Alert.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { sizeInWords } from "./size.ts";
import { attachments } from "./texts.ts";
import { LARGEST, type Sending, upload } from "./upload.ts";

interface Props {
  caseId: string;
  sending: Sending;
  onAdded: () => void;
  onGone: () => void;
}

/** Sends a file when it is first shown, and again when that is asked for. */
function useSending({ caseId, sending, onAdded }: Props) {
  const { t, f, language } = useSpeech();
  const tell = useTell();
  const [part, setPart] = useState(0);
  const [why, setWhy] = useState<string | null>(null);
  const stop = useRef(() => {});
  const { name, size } = sending.file;
  const send = useCallback(async () => {
    setWhy(null);
    setPart(0);
    if (size > LARGEST) return setWhy(t(attachments.tooLarge, { size: sizeInWords(size, f) }));
    const going = upload(sending, { caseId, language, onProgress: setPart });
    stop.current = going.stop;
    const sent = await going.answer;
    if (!sent.done) return setWhy(sent.why ?? t(attachments.noAnswer));
    tell("success", t(attachments.addedNow, { name }));
    onAdded();
  }, [caseId, sending, name, size, language, t, f, tell, onAdded]);
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    send();
  }, [send]);
  return { part, why, send, stop: () => stop.current() };
}

/** A file on its way: how far it has come, or why it was not taken. */
export function OneSending(props: Props) {
  const { t } = useSpeech();
  const tell = useTell();
  const id = useId();
  const { part, why, send, stop } = useSending(props);
  const { name, size } = props.sending.file;
  if (why !== null) {
    return (
      <Alert tone="error" heading={t(attachments.refused, { name })}>
        <p>{why}</p>
        <div className="row-of-buttons">
          {size <= LARGEST && (
            <button type="button" className="button button-secondary" onClick={send}>
              {t(attachments.again)}
              <span className="sr-only"> {name}</span>
            </button>
          )}
          <button type="button" className="button button-secondary" onClick={props.onGone}>
            {t(attachments.forget)}
            <span className="sr-only"> {name}</span>
          </button>
        </div>
      </Alert>
    );
  }
  const percent = Math.round(part * 100);
  return (
    <div className="sending-one">
      <label htmlFor={id}>
        {percent < 100
          ? t(attachments.sending, { name, percent })
          : t(attachments.checking, { name })}
      </label>
      <progress id={id} max={100} value={percent} />
      <button
        type="button"
        className="text-button"
        onClick={() => {
          stop();
          tell("info", t(attachments.stopped, { name }));
          props.onGone();
        }}
      >
        {t(attachments.stop)}
        <span className="sr-only"> {name}</span>
      </button>
    </div>
  );
}
