import { useCallback, useId } from "react";
import { useSpeech } from "../texts/language.tsx";
import { IconButton } from "./IconButton.tsx";
import { useTell } from "./Toasts.tsx";
import { ui } from "./texts.ts";

/** Copies a text, and says `done`; or that the browser will not, and what to do instead. */
export function useCopy() {
  const { t } = useSpeech();
  const tell = useTell();
  return useCallback(
    async (text: string, done: string, otherwise = t(ui.copyYourself)): Promise<void> => {
      try {
        await navigator.clipboard.writeText(text);
        tell("success", done);
      } catch {
        // A site without TLS has no clipboard, and a reader may have forbidden it.
        tell("warning", otherwise);
      }
    },
    [t, tell],
  );
}

interface Props {
  label: string;
  text: string;
}

/** A text that is to be put somewhere else, with a button that copies it. */
export function CopyField({ label, text }: Props) {
  const { t } = useSpeech();
  const copy = useCopy();
  const id = useId();
  return (
    <div className="form-group copy-field">
      <label className="form-label" htmlFor={id}>
        {label}
      </label>
      <div className="copy-field-row">
        <input
          id={id}
          className="form-input copy-field-text"
          readOnly
          value={text}
          onFocus={(event) => event.target.select()}
        />
        <IconButton
          icon="copy"
          about={label}
          onClick={() => copy(text, t(ui.copied, { what: label }))}
        >
          {t(ui.copy)}
        </IconButton>
      </div>
    </div>
  );
}
