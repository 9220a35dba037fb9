import type { ReactNode } from "react";
import type { Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Refused } from "../ui/Refused.tsx";
import { ui } from "../ui/texts.ts";

interface Props {
  title: string;
  /** What it is for, or what it leads to. */
  why?: ReactNode;
  /** What the button that does it says. */
  act: string;
  /** How it went the last time that it was tried. */
  written: Omit<Written, "outcome"> | null;
  /** It cannot be done now: it is under way, or something is missing. */
  disabled?: boolean;
  /** The fields. */
  children?: ReactNode;
  onSubmit: () => void;
  onClose: () => void;
}

/** A dialog that asks for something, does it, and says why where it was refused. */
export function FormDialog(props: Props) {
  const { title, why, act, written, disabled = false, children, onSubmit, onClose } = props;
  const { t } = useSpeech();
  return (
    <Dialog title={title} onClose={onClose}>
      {typeof why === "string" ? <p>{why}</p> : why}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <Refused refusal={written?.refusal} error={written?.error} />
        {children}
        <div className="row-of-buttons">
          <button type="submit" className="button button-primary" disabled={disabled}>
            {act}
          </button>
          <button type="button" className="button button-secondary" onClick={onClose}>
            {t(ui.cancel)}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
