import { type ReactNode, useState } from "react";
import type { Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { TextField } from "../ui/fields.tsx";
import { Refused } from "../ui/Refused.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";

interface Props {
  title: string;
  /** What the button that does it says. */
  act: string;
  /** What is told when it is done. */
  done: string;
  /** The name of the field for why, where that must be said. */
  why?: string;
  /** What it leads to. */
  children?: ReactNode;
  run: (why: string) => Promise<Written>;
  onClose: (done: boolean) => void;
}

/** Asks once more before something that cannot be taken back, or not easily. */
export function ConfirmDialog({ title, act, done, why, children, run, onClose }: Props) {
  const { t } = useSpeech();
  const tell = useTell();
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [written, setWritten] = useState<Written | null>(null);
  const confirm = async () => {
    setBusy(true);
    const result = await run(reason);
    setBusy(false);
    setWritten(result);
    if (!result.done) return;
    tell("success", done);
    onClose(true);
  };
  return (
    <Dialog title={title} onClose={() => onClose(false)}>
      <Refused refusal={written?.refusal} error={written?.error} />
      {children}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          confirm();
        }}
      >
        {why && (
          <TextField
            label={why}
            required
            lines={2}
            most={2000}
            value={reason}
            onChange={setReason}
          />
        )}
        <div className="row-of-buttons">
          <button type="submit" className="button button-primary" disabled={busy}>
            {act}
          </button>
          <button type="button" className="button button-secondary" onClick={() => onClose(false)}>
            {t(ui.cancel)}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
