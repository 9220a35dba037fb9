import { diffWordsWithSpace } from "diff";

/** A piece of a text, and whether the other text has it too. */
export interface Piece {
  text: string;
  differs: boolean;
}

/** Longer than this, and what differs is not looked for word by word. */
const MOST = 20_000;

/** Two texts, each with the words marked that the other does not have. */
export function compared(before: string, after: string): { before: Piece[]; after: Piece[] } {
  if (!before || !after || before.length + after.length > MOST) {
    return { before: whole(before), after: whole(after) };
  }
  const parts = diffWordsWithSpace(before, after);
  const side = (without: "added" | "removed", own: "added" | "removed") =>
    parts
      .filter((part) => !part[without])
      .map((part) => ({ text: part.value, differs: part[own] === true }));
  return { before: side("added", "removed"), after: side("removed", "added") };
}

function whole(text: string): Piece[] {
  return text ? [{ text, differs: true }] : [];
}
