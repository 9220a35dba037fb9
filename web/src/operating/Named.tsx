import { useState } from "react";
import { useSpeech } from "../texts/language.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Picker } from "../ui/Picker.tsx";
import { ui } from "../ui/texts.ts";
import type { Organisation } from "./organisation.ts";
import { operating } from "./texts.ts";

interface Props {
  label: string;
  hint: string;
  error?: string | undefined;
  /** What those that are chosen are called together. */
  legend: string;
  all: readonly Organisation[];
  chosen: readonly string[];
  /** The one that is edited, which cannot be chosen. */
  self: string;
  onChange: (cvrs: string[]) => void;
}

/** Organisations that are named by another one: found by letters, taken away by their names. */
export function Named({ label, hint, error, legend, all, chosen, self, onChange }: Props) {
  const { t } = useSpeech();
  const [search, setSearch] = useState("");
  const letters = search.trim().toLocaleLowerCase("da");
  const items = all
    .filter((one) => letters !== "" && one.cvr !== self && !chosen.includes(one.cvr))
    .filter((one) => one.name.toLocaleLowerCase("da").includes(letters))
    .slice(0, 50)
    .map(({ cvr, name }) => ({ id: cvr, name, note: `CVR ${cvr}` }));
  const nameOf = (cvr: string) => all.find((one) => one.cvr === cvr)?.name ?? `CVR ${cvr}`;
  return (
    <>
      <Picker
        label={label}
        hint={hint}
        nothing={t(operating.noOrganisation)}
        search={search}
        onSearch={setSearch}
        items={items}
        onPick={({ id }) => {
          onChange([...chosen, id]);
          setSearch("");
        }}
      />
      {error && <p className="form-error-message">{error}</p>}
      {chosen.length > 0 && (
        <ul className="chips named unstyled-list no-max-width" aria-label={legend}>
          {chosen.map((cvr) => (
            <li key={cvr}>
              <button
                type="button"
                className="tag"
                onClick={() => onChange(chosen.filter((other) => other !== cvr))}
              >
                <span aria-hidden="true">{nameOf(cvr)}</span>
                <span className="sr-only">{t(ui.remove, { what: nameOf(cvr) })}</span>
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
