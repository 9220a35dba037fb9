import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from "react-aria-components";
import { useSpeech } from "../texts/language.tsx";
import "./picker.css";
import { ui } from "./texts.ts";

export interface Pick {
  id: string;
  name: string;
  /** What tells it from others of the same name. */
  note?: string | null | undefined;
}

interface Props {
  label: string;
  hint?: string;
  /** Said where nothing fits. */
  nothing?: string;
  /** What fits is still being asked for. */
  waits?: boolean;
  /** What is written to find it by. */
  search: string;
  onSearch: (search: string) => void;
  /** What fits. */
  items: Pick[];
  onPick: (pick: Pick) => void;
}

/** A field in which one of many is found by letters of its name. */
export function Picker({ label, hint, nothing, waits, search, onSearch, items, onPick }: Props) {
  const { t } = useSpeech();
  const choose = (id: string) => {
    const found = items.find((one) => one.id === id);
    if (found) onPick(found);
  };
  return (
    <div className="form-group">
      <ComboBox
        items={items}
        inputValue={search}
        onInputChange={onSearch}
        selectedKey={null}
        onSelectionChange={(key) => key !== null && choose(String(key))}
        allowsEmptyCollection={nothing !== undefined && search.trim().length > 1}
      >
        <Label className="form-label">{label}</Label>
        {hint && (
          <Text slot="description" className="form-hint">
            {hint}
          </Text>
        )}
        <Input className="form-input form-input--wide" />
        <Popover className="choices">
          <ListBox
            renderEmptyState={() => (
              <p className="choices-none">{waits ? t(ui.loading) : nothing}</p>
            )}
          >
            {(item: Pick) => (
              <ListBoxItem id={item.id} textValue={item.name}>
                {item.name} {item.note && <span className="muted">{item.note}</span>}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
    </div>
  );
}
