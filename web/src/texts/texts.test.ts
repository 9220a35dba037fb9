import { compileMessage } from "@lingui/message-utils/compileMessage";
import { describe, expect, it } from "vitest";
import { everyText, sayIn, type Text } from "./texts.ts";

// Every file of texts, so that none is forgotten here.
import.meta.glob("../**/texts.ts", { eager: true });

/** The names that are put into a text, with what is done to them. */
function places(message: unknown): string[] {
  if (!Array.isArray(message)) return [];
  return message.flatMap((part) => {
    if (!Array.isArray(part)) return [];
    const [name, , forms] = part as [string, unknown, Record<string, unknown> | undefined];
    const inner = forms && typeof forms === "object" ? Object.values(forms).flatMap(places) : [];
    return [name, ...inner];
  });
}

const named = (message: string) => [...new Set(places(compileMessage(message)))].sort();

describe("the texts", () => {
  it("are there in both languages and can be said", () => {
    expect(everyText().length).toBeGreaterThan(80);
    for (const text of everyText()) {
      for (const words of [text.da, text.en]) {
        expect(words.trim(), text.id).not.toBe("");
        expect(() => compileMessage(words), text.id).not.toThrow();
      }
    }
  });

  it("put the same things into both languages", () => {
    for (const text of everyText()) expect(named(text.en), text.id).toEqual(named(text.da));
  });

  it("count as people of the language do", () => {
    const text: Text = {
      id: "test.count",
      da: "{count, plural, one {# løsning} other {# løsninger}}",
      en: "{count, plural, one {# case} other {# cases}}",
    };
    expect(sayIn("da")(text, { count: 1 })).toBe("1 løsning");
    expect(sayIn("da")(text, { count: 1234 })).toBe("1.234 løsninger");
    expect(sayIn("en")(text, { count: 1234 })).toBe("1,234 cases");
  });
});
