import { useState } from "react";
import { useWrite } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import type { Text } from "../texts/texts.ts";
import { ConfirmDialog } from "../writes/ConfirmDialog.tsx";
import { useTold } from "../writes/told.ts";
import { BringBackDocument, type Catalogue, type Entry, RetireDocument } from "./documents.ts";
import { EntryDialog } from "./EntryDialog.tsx";
import { MergeDialog } from "./MergeDialog.tsx";
import { catalogues } from "./texts.ts";

interface Props {
  catalogue: Catalogue;
  entry: Entry;
  isEditor: boolean;
  refresh: () => void;
}

/** What can be done with an entry by those who may. */
export function EntryTools({ catalogue, entry, isEditor, refresh }: Props) {
  const told = useTold();
  const [dialog, setDialog] = useState<"revise" | "merge" | "retire" | null>(null);
  const bringBack = useWrite(BringBackDocument);
  const close = () => setDialog(null);
  const { name } = entry;
  const input = { catalogue, entryId: entry.id };
  const isOut = entry.retired || entry.mergedInto !== null;
  const offerAgain = async () => {
    told(await bringBack.write(input), catalogues.saved);
    refresh();
  };
  return (
    <div className="catalogue-tools">
      <Tool
        words={catalogues.revise}
        of={catalogues.reviseOf}
        name={name}
        onClick={() => setDialog("revise")}
      />
      {isEditor && !isOut && (
        <Tool
          words={catalogues.merge}
          of={catalogues.mergeOf}
          name={name}
          onClick={() => setDialog("merge")}
        />
      )}
      {!isOut && !entry.imported && (
        <Tool
          words={catalogues.retire}
          of={catalogues.retireOf}
          name={name}
          onClick={() => setDialog("retire")}
        />
      )}
      {isOut && (
        <Tool
          words={catalogues.bringBack}
          of={catalogues.bringBackOf}
          name={name}
          onClick={offerAgain}
        />
      )}
      {dialog === "revise" && (
        <EntryDialog
          catalogue={catalogue}
          entry={entry}
          isEditor={isEditor}
          onClose={close}
          refresh={refresh}
        />
      )}
      {dialog === "merge" && (
        <MergeDialog catalogue={catalogue} entry={entry} onClose={close} refresh={refresh} />
      )}
      {dialog === "retire" && (
        <RetireDialog
          name={name}
          input={input}
          onClose={(done) => {
            close();
            if (done) refresh();
          }}
        />
      )}
    </div>
  );
}

interface RetireProps {
  name: string;
  input: { catalogue: Catalogue; entryId: string };
  onClose: (done: boolean) => void;
}

function RetireDialog({ name, input, onClose }: RetireProps) {
  const { t } = useSpeech();
  const { write } = useWrite(RetireDocument);
  return (
    <ConfirmDialog
      title={t(catalogues.retireOf, { name })}
      act={t(catalogues.retire)}
      done={t(catalogues.saved)}
      run={() => write(input)}
      onClose={onClose}
    >
      <p>{t(catalogues.retireWhy)}</p>
    </ConfirmDialog>
  );
}

interface ToolProps {
  words: Text;
  /** The same with the name, for those who hear it alone. */
  of: Text;
  name: string;
  onClick: () => void;
}

function Tool({ words, of, name, onClick }: ToolProps) {
  const { t } = useSpeech();
  return (
    <button type="button" className="text-button" onClick={onClick}>
      <span aria-hidden="true">{t(words)}</span>
      <span className="sr-only">{t(of, { name })}</span>
    </button>
  );
}
