import { useEffect, useRef } from "react";

/** Milliseconds after which a dialog has given the focus back, or found nothing to give it to. */
const SETTLED = 200;

/**
 * Gives the focus to a place when what had it is gone because something was done: without that it
 * falls out of the page, and somebody without a mouse begins at its top. `done` differs each time; a
 * number counts things, of which there are fewer each time.
 */
export function useFocusKept<T extends HTMLElement>(done: string | number) {
  const place = useRef<T>(null);
  const before = useRef(done);
  useEffect(() => {
    const was = before.current;
    before.current = done;
    const fewer = typeof done === "number" ? done < Number(was) : done !== was;
    if (!fewer) return;
    const timer = setTimeout(() => {
      if (document.activeElement === document.body) place.current?.focus({ preventScroll: true });
    }, SETTLED);
    return () => clearTimeout(timer);
  }, [done]);
  return place;
}
