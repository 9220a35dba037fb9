import { useEffect, useState } from "react";

/** Milliseconds without a change after which something is asked for. */
const PAUSE = 250;

/** A value once it has rested, so that the server is asked at a pause and not at each letter. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
