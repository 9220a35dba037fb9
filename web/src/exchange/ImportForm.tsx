import { useId, useState } from "react";
import { Button, DropZone, FileTrigger, isFileDropItem } from "react-aria-components";
import { type Problem, wordsOfProblem } from "../client/download.ts";
import { newId } from "../client/ids.ts";
import { useSpeech } from "../texts/language.tsx";
import { Alert } from "../ui/Alert.tsx";
import { TextField } from "../ui/fields.tsx";
import { Loading } from "../ui/Loading.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";
import { ImportReport } from "./ImportReport.tsx";
import { isReport, type Report, send } from "./importing.ts";
import { exchange } from "./texts.ts";

/** A file is tried first, told of row by row, and then loaded. */
export function ImportForm({ onDone }: { onDone: () => void }) {
  const { t, language } = useSpeech();
  const tell = useTell();
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const [source, setSource] = useState("");
  const [key, setKey] = useState(newId);
  const [busy, setBusy] = useState(false);
  const [report, setReport] = useState<Report | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const choose = (chosen: File | null) => {
    setFile(chosen);
    setKey(newId());
    setReport(null);
    setProblem(null);
  };
  const go = async (dryRun: boolean) => {
    if (!file) return;
    setBusy(true);
    setProblem(null);
    const answer = await send({ file, dryRun, id: key, source }, language);
    setBusy(false);
    if (!isReport(answer)) return setProblem(answer);
    setReport(answer);
    if (dryRun) return;
    tell("success", t(exchange.loadedDone));
    onDone();
  };
  const isTried = report !== null;
  const isLoaded = report !== null && !report.dryRun;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        go(!isTried);
      }}
    >
      <div className="form-group">
        <p className="form-label" id={`${id}-label`}>
          {t(exchange.file)}
        </p>
        <p className="form-hint" id={`${id}-hint`}>
          {t(exchange.fileHint)}
        </p>
        <DropZone
          className="import-file"
          aria-labelledby={`${id}-label`}
          getDropOperation={() => "copy"}
          onDrop={async ({ items }) => {
            const dropped = items.find(isFileDropItem);
            if (dropped) choose(await dropped.getFile());
          }}
        >
          <FileTrigger
            acceptedFileTypes={[".xlsx", ".csv", ".txt"]}
            onSelect={(files) => choose(files?.[0] ?? null)}
          >
            <Button className="button button-secondary" aria-describedby={`${id}-hint`}>
              {t(exchange.chooseFile)}
            </Button>
          </FileTrigger>
          <span role="status">{file ? file.name : t(exchange.dropFile)}</span>
        </DropZone>
      </div>
      <TextField
        label={t(exchange.source)}
        hint={t(exchange.sourceHint)}
        value={source}
        onChange={setSource}
      />
      <div className="row-of-buttons">
        <button
          type="button"
          className={`button button-${isTried ? "secondary" : "primary"}`}
          disabled={!file || busy}
          onClick={() => go(true)}
        >
          {t(exchange.try_)}
        </button>
        {isTried && (
          <button type="submit" className="button button-primary" disabled={busy}>
            {t(isLoaded ? exchange.runAgain : exchange.run)}
          </button>
        )}
        <span className="muted" role="status">
          {busy ? t(exchange.working) : !isTried && t(exchange.tryWhy)}
        </span>
      </div>
      {problem && (
        <Alert tone="error" heading={t(exchange.unreadable)}>
          {wordsOfProblem(problem, t(ui.offline))}
        </Alert>
      )}
      {busy && !report && <Loading lines={5} />}
      {report && <ImportReport key={`${report.import}`} report={report} />}
    </form>
  );
}
