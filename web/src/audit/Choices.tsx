import { useState } from "react";
import { useQuery } from "urql";
import { bareId } from "../cases/address.ts";
import { useSpeech } from "../texts/language.tsx";
import { SelectField } from "../ui/fields.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Picker } from "../ui/Picker.tsx";
import { ui } from "../ui/texts.ts";
import { useFocusKept } from "../ui/useFocusKept.ts";
import { useSettled } from "../ui/useSettled.ts";
import { LoggedPeopleDocument } from "./documents.ts";
import { GROUPS } from "./kinds.ts";
import { nameOfKind } from "./sentences.ts";
import { audit } from "./texts.ts";

interface KindProps {
  value: string;
  onChange: (value: string) => void;
}

/** All, kinds that belong together, or one of them. */
export function KindChoice({ value, onChange }: KindProps) {
  const { t } = useSpeech();
  return (
    <SelectField
      label={t(audit.kind)}
      none={t(audit.everything)}
      options={GROUPS.flatMap(({ key, name, kinds }) => [
        { value: key, name: t(name) },
        ...kinds.map((kind) => ({ value: kind, name: `– ${nameOfKind(kind, t)}` })),
      ])}
      value={value}
      onChange={onChange}
    />
  );
}

interface PersonProps {
  /** Bare id, or empty. */
  person: string;
  onChange: (person: string) => void;
}

/** Everybody, or one person, who may be locked out by now. */
export function PersonChoice({ person, onChange }: PersonProps) {
  const { t } = useSpeech();
  const [search, setSearch] = useState("");
  const asked = useSettled(search);
  const letters = asked.trim().slice(0, 100);
  const pause = Math.min(search.trim().length, letters.length) < 2;
  const [{ data: found, fetching }] = useQuery({
    query: LoggedPeopleDocument,
    variables: { search: letters },
    pause,
  });
  const [{ data: chosen }] = useQuery({
    query: LoggedPeopleDocument,
    variables: { id: person },
    pause: !person,
  });
  const place = useFocusKept<HTMLDivElement>(person);
  const items = pause ? [] : (found?.administration?.people.nodes ?? []);
  const name = chosen?.administration?.people.nodes[0]?.name ?? t(audit.somebodyInside);
  return (
    <div ref={place} tabIndex={-1} className="log-person">
      {person ? (
        <button type="button" className="tag" onClick={() => onChange("")}>
          <span aria-hidden="true">{t(audit.onlyAbout, { name })}</span>
          <span className="sr-only">{t(ui.remove, { what: t(audit.onlyAbout, { name }) })}</span>
          <Icon name="close" />
        </button>
      ) : (
        <Picker
          label={t(audit.personFind)}
          nothing={t(audit.personNone)}
          waits={asked !== search || fetching}
          search={search}
          onSearch={setSearch}
          items={items.map(({ id, name, email }) => ({ id: id ?? "", name, note: email }))}
          onPick={({ id }) => {
            setSearch("");
            onChange(bareId(id));
          }}
        />
      )}
    </div>
  );
}
