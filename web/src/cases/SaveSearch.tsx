import { useState } from "react";
import { graphql } from "../client/graphql.ts";
import { OutcomeFragment, useWrite } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";
import type { asked } from "./query.ts";
import { cases } from "./texts.ts";

const SaveSearchDocument = graphql(
  `
    mutation SaveSearch($input: SaveSearchInput!) {
      saveSearch(input: $input) {
        ...Outcome
      }
    }
  `,
  [OutcomeFragment],
);

/** Keeps the search under a name, among what is one's own. */
export function SaveSearch({ question }: { question: ReturnType<typeof asked> }) {
  const { t } = useSpeech();
  const tell = useTell();
  const [name, setName] = useState<string | null>(null);
  const { write, busy } = useWrite(SaveSearchDocument);
  if (name === null) {
    return (
      <button type="button" className="text-button" onClick={() => setName("")}>
        {t(cases.save)}
      </button>
    );
  }
  const save = async () => {
    const filter = JSON.stringify(question.filter ?? {});
    const { done, refusal } = await write({ name, text: question.search, filter });
    tell(done ? "success" : "error", done ? t(cases.saved) : (refusal?.message ?? t(ui.failed)));
    if (done) setName(null);
  };
  return (
    <form
      className="finding-save"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <label htmlFor="save-search">{t(cases.saveName)}</label>
      <input
        id="save-search"
        className="form-input"
        required
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <button type="submit" className="button button-secondary" disabled={busy}>
        {t(ui.save)}
      </button>
      <button type="button" className="text-button" onClick={() => setName(null)}>
        {t(ui.cancel)}
      </button>
    </form>
  );
}
