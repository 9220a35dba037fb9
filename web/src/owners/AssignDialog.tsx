import { useState } from "react";
import { useWrite, type Written } from "../client/write.ts";
import { valuesOf } from "../texts/labels.ts";
import { useSpeech } from "../texts/language.tsx";
import { SelectField } from "../ui/fields.tsx";
import { type Pick, Picker } from "../ui/Picker.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { FormDialog } from "../writes/FormDialog.tsx";
import { AssignDocument, type Role } from "./document.ts";
import { owners } from "./texts.ts";
import { usePeople } from "./usePeople.ts";

interface Props {
  caseId: string;
  onClose: (done: boolean) => void;
}

/** Puts a colleague on a case. */
export function AssignDialog({ caseId, onClose }: Props) {
  const { t, l } = useSpeech();
  const tell = useTell();
  const { write, busy } = useWrite(AssignDocument);
  const [written, setWritten] = useState<Written | null>(null);
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<Pick | null>(null);
  const [role, setRole] = useState<Role>("SUBJECT_CONTACT");
  const found = usePeople(search);
  const assign = async () => {
    if (!chosen) return;
    const result = await write({ caseId, personId: chosen.id, role });
    setWritten(result);
    if (!result.done) return;
    tell("success", t(owners.putOn, { name: chosen.name }));
    onClose(true);
  };
  return (
    <FormDialog
      title={t(owners.put)}
      act={t(owners.putNow, { name: chosen?.name ?? "" })}
      written={written}
      disabled={busy || !chosen}
      onSubmit={assign}
      onClose={() => onClose(false)}
    >
      <Picker
        label={t(owners.person)}
        hint={t(owners.personHint)}
        nothing={t(owners.noPerson)}
        search={search}
        onSearch={setSearch}
        items={found}
        onPick={(person) => {
          setChosen(person);
          setSearch("");
        }}
      />
      <p role="status">{chosen && <strong>{chosen.name}</strong>}</p>
      <SelectField
        label={t(owners.role)}
        value={role}
        onChange={(value) => setRole(value as Role)}
        options={valuesOf("PersonRole").map((value) => ({
          value,
          name: l.of("PersonRole", value),
        }))}
      />
    </FormDialog>
  );
}
