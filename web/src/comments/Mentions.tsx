import { useState } from "react";
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from "react-aria-components";
import { useQuery } from "urql";
import { useSpeech } from "../texts/language.tsx";
import { Icon } from "../ui/Icon.tsx";
import { ui } from "../ui/texts.ts";
import { PeopleDocument } from "./document.ts";
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
  const [{ data }] = useQuery({
    query: PeopleDocument,
    variables: { search: search.trim() },
    pause: search.trim().length < 2,
  });
  const found = search.trim().length < 2 ? [] : (data?.people ?? []);
  const choose = (id: string) => {
    const person = found.find((one) => one.id === id);
    if (person && !chosen.some((one) => one.id === id)) onChange([...chosen, person]);
    setSearch("");
  };
  return (
    <div className="form-group">
      <ComboBox
        items={found}
        inputValue={search}
        onInputChange={setSearch}
        selectedKey={null}
        onSelectionChange={(key) => key !== null && choose(String(key))}
        allowsEmptyCollection={false}
      >
        <Label className="form-label">{t(comments.mention)}</Label>
        <Text slot="description" className="form-hint">
          {t(comments.mentionHint)}
        </Text>
        <Input className="form-input" />
        <Popover className="choices">
          <ListBox>
            {(person: (typeof found)[number]) => (
              <ListBoxItem id={person.id} textValue={person.name ?? ""}>
                {person.name} <span className="muted">{person.email}</span>
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
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
