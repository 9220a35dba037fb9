import { useState } from "react";
import { useWrite, type Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { type Pick, Picker } from "../ui/Picker.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { FormDialog } from "../writes/FormDialog.tsx";
import { type Catalogue, type Entry, MergeDocument } from "./documents.ts";
import { catalogues } from "./texts.ts";
import { useOffered } from "./useOffered.ts";

interface Props {
  catalogue: Catalogue;
  entry: Entry;
  onClose: () => void;
  refresh: () => void;
}

/** Has two entries that are the same mean one. */
export function MergeDialog({ catalogue, entry, onClose, refresh }: Props) {
  const { t } = useSpeech();
  const tell = useTell();
  const [search, setSearch] = useState("");
  const [into, setInto] = useState<Pick | null>(null);
  const { found } = useOffered(catalogue, search);
  const { write, busy } = useWrite(MergeDocument);
  const [written, setWritten] = useState<Written | null>(null);
  const items = (found ?? [])
    .filter((one) => one.id !== entry.id)
    .map(({ id, name, vendor }) => ({ id, name, note: vendor }));
  const send = async () => {
    if (!into) return;
    const result = await write({ catalogue, entryId: entry.id, into: into.id });
    setWritten(result);
    if (!result.done) return;
    tell("success", t(catalogues.saved));
    refresh();
    onClose();
  };
  return (
    <FormDialog
      title={t(catalogues.mergeOf, { name: entry.name })}
      why={t(catalogues.mergeWhy)}
      act={t(catalogues.mergeGo)}
      written={written}
      disabled={!into || busy}
      onSubmit={send}
      onClose={onClose}
    >
      <Picker
        label={t(catalogues.mergeInto)}
        nothing={t(catalogues.nothing)}
        search={search}
        onSearch={setSearch}
        items={items}
        onPick={(pick) => {
          setInto(pick);
          setSearch("");
        }}
      />
      <p role="status">{into && t(catalogues.chosen, { name: into.name })}</p>
    </FormDialog>
  );
}
