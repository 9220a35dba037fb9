import { useState } from "react";
import { usePeople } from "../owners/usePeople.ts";
import { useSpeech } from "../texts/language.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Picker } from "../ui/Picker.tsx";
import { ui } from "../ui/texts.ts";
import { comments } from "./texts.ts";

export interface Mentioned {
  id: string;
  name: string | null;
}

interface Props {
  chosen: Mentioned[];
  onChange: (chosen: Mentioned[]) => void;
}

/** Colleagues who are to be told of a comment, found by letters of their name. */
export function Mentions({ chosen, onChange }: Props) {
  const { t } = useSpeech();
  const [search, setSearch] = useState("");
  const found = usePeople(search);
  return (
    <div>
      <Picker
        label={t(comments.mention)}
        hint={t(comments.mentionHint)}
        search={search}
        onSearch={setSearch}
        items={found}
        onPick={({ id, name }) => {
          if (!chosen.some((one) => one.id === id)) onChange([...chosen, { id, name }]);
          setSearch("");
        }}
      />
      {chosen.length > 0 && (
        <ul className="chips unstyled-list no-max-width">
          {chosen.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                className="tag"
                onClick={() => onChange(chosen.filter((other) => other.id !== one.id))}
              >
                <span aria-hidden="true">{one.name}</span>
                <span className="sr-only">{t(ui.remove, { what: one.name ?? "" })}</span>
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
