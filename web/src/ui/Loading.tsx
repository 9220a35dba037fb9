import { useEffect, useState } from "react";
import { useSpeech } from "../texts/language.tsx";
import { ui } from "./texts.ts";

/** Milliseconds after which people are told that the answer is late. */
const LATE = 5000;

/** What is shown while an answer is awaited; says so when it takes long. */
export function Loading({ lines = 4 }: { lines?: number }) {
  const { t } = useSpeech();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), LATE);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-busy="true">
      <p className={late ? "muted" : "sr-only"}>{t(late ? ui.slow : ui.loading)}</p>
      <div className="loading" aria-hidden="true">
        {Array.from({ length: lines }, (_, line) => `line-${line}`).map((key) => (
          <span key={key} />
        ))}
      </div>
    </div>
  );
}
