import { TextField } from "./fields.tsx";
import { useTyped } from "./useTyped.ts";

interface Props {
  label: string;
  /** What is searched for, as the address has it. */
  value: string;
  onChange: (value: string) => void;
}

/** A field to search with as one types. */
export function SearchField({ label, value, onChange }: Props) {
  const [text, setText] = useTyped(value, onChange);
  return <TextField label={label} type="search" value={text} onChange={setText} />;
}
