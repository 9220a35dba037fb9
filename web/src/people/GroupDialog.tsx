import { useState } from "react";
import type { Written } from "../client/write.ts";
import { inTree } from "../owners/tree.ts";
import { useSpeech } from "../texts/language.tsx";
import { CheckGroup, SelectField } from "../ui/fields.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";
import { FormDialog } from "../writes/FormDialog.tsx";
import { usePlainWrite } from "../writes/usePlainWrite.ts";
import { type Group, MapGroupDocument, type Role, type Unit } from "./documents.ts";
import { people } from "./texts.ts";

interface Props {
  group: Group;
  units: readonly Unit[];
  roles: readonly Role[];
  onClose: (done: boolean) => void;
}

/** Says what a group gives those who are in it. */
export function GroupDialog({ group, units, roles, onClose }: Props) {
  const { t, l } = useSpeech();
  const tell = useTell();
  const { write, busy } = usePlainWrite(MapGroupDocument);
  const [written, setWritten] = useState<Written | null>(null);
  const [chosen, setChosen] = useState<string[]>([...group.roles]);
  const known = units.some((one) => one.id === group.unit);
  const [unit, setUnit] = useState(known ? (group.unit ?? "") : "");
  const send = async () => {
    const result = await write({
      id: group.id,
      roles: roles.filter((role) => chosen.includes(role)),
      unit: unit || null,
    });
    setWritten(result);
    if (!result.done) return;
    tell("success", t(people.groupSaved, { name: group.name }));
    onClose(true);
  };
  return (
    <FormDialog
      title={t(people.changeGroup, { name: group.name })}
      why={t(people.groupCounts, { count: group.members })}
      act={t(ui.save)}
      written={written}
      disabled={busy}
      onSubmit={send}
      onClose={() => onClose(false)}
    >
      <CheckGroup
        legend={t(people.groupRoles)}
        hint={t(people.groupRolesHint)}
        options={roles.map((value) => ({ value, name: l.of("Role", value) }))}
        values={chosen}
        onChange={setChosen}
      />
      {units.length > 0 && (
        <SelectField
          label={t(people.groupUnit)}
          hint={t(people.groupUnitHint)}
          none={t(people.noUnit)}
          options={inTree(units).map(({ id, name, depth }) => ({
            value: id,
            name: `${"– ".repeat(depth)}${name}`,
          }))}
          value={unit}
          onChange={setUnit}
        />
      )}
    </FormDialog>
  );
}
