import { useState } from "react";
import { graphql } from "../client/graphql.ts";
import { newId } from "../client/ids.ts";
import { OutcomeFragment, useWrite, type Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";
import { canAlert, type Question } from "./query.ts";
import { cases } from "./texts.ts";

export const SaveSearchDocument = graphql(
  `
    mutation SaveSearch($input: SaveSearchInput!) {
      saveSearch(input: $input) {
        ...Outcome
      }
    }
  `,
  [OutcomeFragment],
);

export const FollowSearchDocument = graphql(
  `mutation FollowSearch($input: FollowSearchInput!) { followSearch(input: $input) { ...Outcome } }`,
  [OutcomeFragment],
);

/** Keeps a question under a name, and has what it comes to find told of when that is wanted. */
export function useKeeping() {
  const save = useWrite(SaveSearchDocument);
  const follow = useWrite(FollowSearchDocument);
  const keep = async (name: string, question: Question, alert: boolean): Promise<Written> => {
    const searchId = newId();
    const filter = JSON.stringify(question.filter ?? {});
    const saved = await save.write({ searchId, name, text: question.search, filter });
    if (!saved.done || !alert || !canAlert(question.filter)) return saved;
    return follow.write({ searchId });
  };
  return { keep, busy: save.busy || follow.busy };
}

/** Keeps the search under a name, among what is one's own. */
export function SaveSearch({ question }: { question: Question }) {
  const { t } = useSpeech();
  const tell = useTell();
  const [name, setName] = useState<string | null>(null);
  const [wanted, setWanted] = useState(true);
  const possible = canAlert(question.filter);
  const alert = wanted && possible;
  const { keep, busy } = useKeeping();
  if (name === null) {
    return (
      <button type="button" className="text-button" onClick={() => setName("")}>
        {t(cases.save)}
      </button>
    );
  }
  const save = async () => {
    const { done, refusal } = await keep(name, question, alert);
    const words = alert ? cases.savedWithAlert : cases.saved;
    tell(done ? "success" : "error", done ? t(words) : (refusal?.message ?? t(ui.failed)));
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
      <div className="form-group-checkbox">
        <input
          id="save-search-alert"
          type="checkbox"
          className="form-checkbox checkbox-small"
          checked={alert}
          disabled={!possible}
          onChange={() => setWanted(!wanted)}
        />
        <label className="form-label" htmlFor="save-search-alert">
          {t(possible ? cases.alertMe : cases.alertNot)}
        </label>
      </div>
      <button type="submit" className="button button-secondary" disabled={busy}>
        {t(ui.save)}
      </button>
      <button type="button" className="text-button" onClick={() => setName(null)}>
        {t(ui.cancel)}
      </button>
    </form>
  );
}
