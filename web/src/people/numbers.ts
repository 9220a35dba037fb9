/** KLE numbers as somebody writes them: a main group, a group or a subject, with `.*` behind or not. */
const NUMBER = /^\d\d(\.\d\d){0,2}(\.\*)?$/;

/** The numbers that a text names, with blanks or commas between. */
export function numbersIn(text: string): string[] {
  return text.split(/[\s,;]+/).filter((word) => word !== "");
}

/** The first word of a text that is no number. */
export function notANumber(text: string): string | null {
  return numbersIn(text).find((word) => !NUMBER.test(word)) ?? null;
}
