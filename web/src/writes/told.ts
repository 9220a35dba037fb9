import { useCallback } from "react";
import type { Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import type { Text, Values } from "../texts/texts.ts";
import { wordsOf } from "../ui/Failed.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";

/**
 * Tells how a write went that has no form to say it in: `words` when it was done, else the server's
 * own. Answers whether it was done.
 */
export function useTold() {
  const { t } = useSpeech();
  const tell = useTell();
  return useCallback(
    ({ done, refusal, error }: Written, words: Text, values?: Values): boolean => {
      const why = error ? wordsOf(error, t(ui.offline)) : refusal?.message;
      tell(done ? "success" : "error", done ? t(words, values) : (why ?? t(ui.failed)));
      return done;
    },
    [t, tell],
  );
}
