import { useCallback, useState } from "react";

const PREFIX = "genvej.draft.";

function read<T>(key: string): T | null {
  try {
    const kept = localStorage.getItem(PREFIX + key);
    return kept ? (JSON.parse(kept) as T) : null;
  } catch {
    return null;
  }
}

/**
 * What is being written in a form. Each change is kept in the browser, so that neither a closed
 * tab nor a lost line loses it, until the form is done or thrown away.
 */
export function useDraft<T extends object>(key: string, initial: T) {
  const [kept] = useState(() => read<T>(key));
  const [value, setValue] = useState<T>(() => (kept ? { ...initial, ...kept } : initial));
  const change = useCallback(
    (part: Partial<T>) =>
      setValue((before) => {
        const after = { ...before, ...part };
        try {
          localStorage.setItem(PREFIX + key, JSON.stringify(after));
        } catch {
          // A full or closed store keeps nothing; the form works all the same.
        }
        return after;
      }),
    [key],
  );
  const forget = useCallback(() => {
    try {
      localStorage.removeItem(PREFIX + key);
    } catch {
      // Then there was nothing to forget.
    }
  }, [key]);
  return { value, change, forget, restored: kept !== null };
}
