import { createContext, type ReactNode, useCallback, useContext, useState } from "react";
import { Alert, type Tone } from "./Alert.tsx";

interface Toast {
  id: number;
  tone: Tone;
  words: string;
}

const ToastContext = createContext<(tone: Tone, words: string) => void>(() => {});

/** Milliseconds that good news stay; bad news stay until they are closed. */
const STAYS = 6000;

/** The place where what just happened is told, also to screen readers. */
export function Toasts({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const close = useCallback((id: number) => {
    setToasts((all) => all.filter((one) => one.id !== id));
  }, []);
  const tell = useCallback(
    (tone: Tone, words: string) => {
      const id = Date.now() + Math.random();
      setToasts((all) => [...all.slice(-2), { id, tone, words }]);
      if (tone === "success" || tone === "info") setTimeout(() => close(id), STAYS);
    },
    [close],
  );
  return (
    <ToastContext value={tell}>
      {children}
      <div className="toasts" role="status">
        {toasts.map((toast) => (
          <Alert key={toast.id} tone={toast.tone} onClose={() => close(toast.id)}>
            {toast.words}
          </Alert>
        ))}
      </div>
    </ToastContext>
  );
}

/** `tell("success", words)` says what just happened. */
export function useTell() {
  return useContext(ToastContext);
}
