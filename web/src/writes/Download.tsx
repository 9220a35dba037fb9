import { useDownload, wordsOfProblem } from "../client/download.ts";
import { useSpeech } from "../texts/language.tsx";
import { Alert } from "../ui/Alert.tsx";
import { Icon } from "../ui/Icon.tsx";
import { ui } from "../ui/texts.ts";

export interface FileChoice {
  /** What the button says: «Excel». */
  name: string;
  path: string;
  /** What to call the file where the server does not say. */
  file: string;
}

/** Buttons that fetch files, and what to do when one does not come. */
export function Downloads({ label, files }: { label: string; files: FileChoice[] }) {
  const { t, language } = useSpeech();
  const { download, busy, problem } = useDownload(language);
  return (
    <div className="no-print">
      {/* biome-ignore lint/a11y/useSemanticElements: a legend cannot stand in a row. */}
      <div className="downloads" role="group" aria-label={label}>
        <span className="downloads-label" aria-hidden="true">
          {label}
        </span>
        {files.map(({ name, path, file }) => (
          <button
            key={path}
            type="button"
            className="button button-secondary"
            disabled={busy}
            onClick={() => download(path, file)}
          >
            <Icon name="download" />
            {name}
          </button>
        ))}
        <span role="status" className="muted small">
          {busy && t(ui.fetching)}
        </span>
      </div>
      {problem && (
        <Alert tone="error" heading={t(ui.failed)}>
          {wordsOfProblem(problem, t(ui.offline))}
        </Alert>
      )}
    </div>
  );
}
