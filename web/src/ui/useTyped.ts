import { useEffect, useRef, useState } from "react";

/** Milliseconds without a key after which what is typed is told on. */
const PAUSE = 250;

/**
 * What is typed into a field to search with, and told on when there is a pause: no letter waits for the
 * page, and none is lost. `value` is what the page has by now, which may be behind what was told.
 */
export function useTyped(value: string, onChange: (value: string) => void) {
  const [text, setText] = useState(value);
  const latest = useRef(value);
  // What was told on and has not come back, the oldest first: it must not overwrite later letters.
  const underWay = useRef<string[]>([]);
  const now = useRef({ value, onChange });
  now.current = { value, onChange };
  useEffect(() => {
    const own = underWay.current.indexOf(value);
    underWay.current.splice(0, own + 1);
    if (own >= 0 || value === latest.current) return;
    // Going back in the browser changes the address under the field.
    underWay.current = [];
    latest.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text === latest.current) return;
    const timer = setTimeout(() => {
      latest.current = text;
      underWay.current = text === now.current.value ? [] : [...underWay.current, text];
      now.current.onChange(text);
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return [text, setText] as const;
}
