import { type ReactNode, useState } from "react";
import type { Written } from "../client/write.ts";
import { TextField } from "../ui/fields.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { FormDialog } from "./FormDialog.tsx";

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
    <FormDialog
      title={title}
      act={act}
      written={written}
      disabled={busy}
      onSubmit={confirm}
      onClose={() => onClose(false)}
    >
      {children}
      {why && (
        <TextField label={why} required lines={2} most={2000} value={reason} onChange={setReason} />
      )}
    </FormDialog>
  );
}
