import { useState } from "react";
import { newId } from "../client/ids.ts";
import { useWrite, type Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { useDraft } from "../ui/draft.ts";
import { TextField } from "../ui/fields.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";
import { FormDialog } from "../writes/FormDialog.tsx";
import { AddDocument, type Catalogue, type Entry, ReviseDocument } from "./documents.ts";
import { catalogues } from "./texts.ts";

interface Props {
  catalogue: Catalogue;
  /** The entry to revise; none to add one. */
  entry: Entry | null;
  isEditor: boolean;
  onClose: () => void;
  refresh: () => void;
}

/** Adds an entry, or says anew what one says. */
export function EntryDialog({ catalogue, entry, isEditor, onClose, refresh }: Props) {
  const { t, l } = useSpeech();
  const tell = useTell();
  const draft = useDraft(`catalogue.${catalogue}.${entry?.id ?? "new"}`, {
    id: newId(),
    name: entry?.name ?? "",
    vendor: entry?.vendor ?? "",
    aliases: entry?.aliases.join("\n") ?? "",
  });
  const { id, name, vendor, aliases } = draft.value;
  const add = useWrite(AddDocument);
  const revise = useWrite(ReviseDocument);
  const [written, setWritten] = useState<Written | null>(null);
  const errorOf = (field: string) =>
    written?.refusal?.fields.find((one) => one.field.endsWith(field))?.message;
  const send = async () => {
    const said = { catalogue, name, vendor: vendor.trim() || null };
    const result = entry
      ? await revise.write({ ...said, entryId: entry.id, aliases: listed(aliases) })
      : await add.write({ ...said, entryId: id });
    setWritten(result);
    if (!result.done) return;
    draft.forget();
    tell("success", t(catalogues.saved));
    refresh();
    onClose();
  };
  const title = entry
    ? t(catalogues.reviseOf, { name: entry.name })
    : t(catalogues.addTo, { catalogue: l.of("Catalogue", catalogue) });
  return (
    <FormDialog
      title={title}
      why={!entry && !isEditor && t(catalogues.addOwnWhy)}
      act={t(entry ? ui.save : catalogues.add)}
      written={written}
      disabled={add.busy || revise.busy}
      onSubmit={send}
      onClose={onClose}
    >
      <Fields
        value={draft.value}
        change={draft.change}
        errorOf={errorOf}
        hasAliases={entry !== null && isEditor}
      />
    </FormDialog>
  );
}

interface Draft {
  name: string;
  vendor: string;
  aliases: string;
}

interface FieldsProps {
  value: Draft;
  change: (part: Partial<Draft>) => void;
  errorOf: (field: string) => string | undefined;
  hasAliases: boolean;
}

function Fields({ value, change, errorOf, hasAliases }: FieldsProps) {
  const { t } = useSpeech();
  return (
    <>
      <TextField
        label={t(catalogues.name)}
        required
        most={255}
        error={errorOf("name")}
        value={value.name}
        onChange={(name) => change({ name })}
      />
      <TextField
        label={t(catalogues.vendor)}
        most={255}
        error={errorOf("vendor")}
        value={value.vendor}
        onChange={(vendor) => change({ vendor })}
      />
      {hasAliases && (
        <TextField
          label={t(catalogues.aliases)}
          hint={t(catalogues.aliasesHint)}
          lines={4}
          error={errorOf("aliases")}
          value={value.aliases}
          onChange={(aliases) => change({ aliases })}
        />
      )}
    </>
  );
}

function listed(text: string): string[] {
  return text.split("\n").flatMap((line) => line.trim() || []);
}
