import type { CombinedError } from "urql";
import { useSpeech } from "../texts/language.tsx";
import { Alert } from "./Alert.tsx";
import { ui } from "./texts.ts";

/** What to say of a fault: the server's own words, or that it could not be reached. */
export function wordsOf(error: CombinedError, offline: string): string {
  return error.graphQLErrors[0]?.message ?? offline;
}

/** An answer that did not come, in words for people, with a way to try again. */
export function Failed({ error, retry }: { error: CombinedError; retry?: () => void }) {
  const { t } = useSpeech();
  return (
    <Alert tone="error" heading={t(ui.failed)}>
      <p>{wordsOf(error, t(ui.offline))}</p>
      {retry && (
        <button type="button" className="button button-secondary" onClick={retry}>
          {t(ui.tryAgain)}
        </button>
      )}
    </Alert>
  );
}
