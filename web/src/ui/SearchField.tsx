import { useEffect, useRef, useState } from "react";
import { TextField } from "./fields.tsx";

/** Milliseconds without a key after which a search is told on. */
const PAUSE = 250;

interface Props {
  label: string;
  /** What is searched for, as the address has it. */
  value: string;
  onChange: (value: string) => void;
}

/** A field to search with as one types: no letter waits for the page, and none is lost. */
export function SearchField({ label, value, onChange }: Props) {
  const [text, setText] = useState(value);
  const said = useRef(value);
  const tell = useRef(onChange);
  tell.current = onChange;
  useEffect(() => {
    // Going back in the browser changes the address under the field.
    if (value === said.current) return;
    said.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text === said.current) return;
    const timer = setTimeout(() => {
      said.current = text;
      tell.current(text);
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return <TextField label={label} type="search" value={text} onChange={setText} />;
}
