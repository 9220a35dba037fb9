import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { Provider } from "urql";
import { makeClient } from "../client/client.ts";
import { type Format, formatIn } from "./format.ts";
import { type Labels, labelsIn } from "./labels.ts";
import { type Language, type Say, sayIn } from "./texts.ts";

interface Speech {
  language: Language;
  choose: (language: Language) => void;
  /** Says a text. */
  t: Say;
  /** Writes numbers and dates. */
  f: Format;
  /** Names values of enumerations, and fields. */
  l: Labels;
}

const SpeechContext = createContext<Speech | null>(null);
const KEPT_AS = "genvej.language";

function kept(): Language {
  try {
    return localStorage.getItem(KEPT_AS) === "en" ? "en" : "da";
  } catch {
    return "da";
  }
}

function keep(language: Language) {
  try {
    localStorage.setItem(KEPT_AS, language);
  } catch {
    // A browser that keeps nothing speaks Danish again next time.
  }
}

/** The pages for signing in are the server's own, and speak as the screens do. */
function follow(language: Language) {
  // biome-ignore lint/suspicious/noDocumentCookie: Firefox has no Cookie Store.
  document.cookie = `genvej_language=${language}; Path=/; Max-Age=31536000; SameSite=Lax`;
}

/** Danish until somebody chooses English. What the server says follows, by a client of its own. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(kept);
  const client = useMemo(() => makeClient(language), [language]);
  useEffect(() => {
    document.documentElement.lang = language;
    follow(language);
  }, [language]);
  const speech = useMemo<Speech>(
    () => ({
      language,
      choose: (chosen) => {
        keep(chosen);
        setLanguage(chosen);
      },
      t: sayIn(language),
      f: formatIn(language),
      l: labelsIn(language),
    }),
    [language],
  );
  return (
    <SpeechContext value={speech}>
      <Provider value={client}>{children}</Provider>
    </SpeechContext>
  );
}

/** What is needed to speak to people: `const { t, f, l } = useSpeech()`. */
export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (!speech) throw new Error("invariant: everything is below LanguageProvider");
  return speech;
}
