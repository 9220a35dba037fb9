import { setupI18n } from "@lingui/core";
import { compileMessage } from "@lingui/message-utils/compileMessage";

export type Language = "da" | "en";

/** One text in both languages, in ICU's notation: `{count, plural, one {# løsning} other {…}}`. */
export interface Text {
  readonly id: string;
  readonly da: string;
  readonly en: string;
}

/** What is put into a text. */
export type Values = Record<string, string | number>;

const known = new Map<string, Text>();

/**
 * The texts of a slice. A text without Danish or English does not compile, so that none can be
 * missing from a build.
 */
export function texts<const T extends Record<string, { da: string; en: string }>>(
  slice: string,
  all: T,
): { readonly [K in keyof T]: Text } {
  const entries = Object.entries(all).map(([name, both]) => {
    const text = { id: `${slice}.${name}`, ...both };
    known.set(text.id, text);
    return [name, text];
  });
  return Object.fromEntries(entries) as { readonly [K in keyof T]: Text };
}

/** Every text that has been defined, for the test that compiles them all. */
export function everyText(): Text[] {
  return [...known.values()];
}

/** A function from text to words in one language. */
export type Say = (text: Text, values?: Values) => string;

/** Says texts in a language. Each is compiled the first time that it is said. */
export function sayIn(language: Language): Say {
  const i18n = setupI18n({ locale: language === "da" ? "da-DK" : "en-GB", messages: {} });
  return (text, values) => {
    if (!(text.id in i18n.messages)) {
      i18n.load(i18n.locale, { [text.id]: compileMessage(text[language]) });
    }
    return i18n._(text.id, values);
  };
}
