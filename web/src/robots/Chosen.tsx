import { useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../client/graphql.ts";
import { useSpeech } from "../texts/language.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Picker } from "../ui/Picker.tsx";
import { ui } from "../ui/texts.ts";
import { useSettled } from "../ui/useSettled.ts";
import type { ChosenCase } from "./MakeDialog.tsx";
import { robots } from "./texts.ts";

const OwnCasesDocument = graphql(`
  query OwnCases($search: String!) {
    cases(search: $search, filter: { ownOrganisation: true }, first: 10) {
      nodes {
        id
        basics {
          title
        }
      }
    }
  }
`);

interface Props {
  cases: ChosenCase[];
  onChange: (cases: ChosenCase[]) => void;
}

/** Cases of one's own organisation, found by their titles. */
export function Chosen({ cases, onChange }: Props) {
  const { t } = useSpeech();
  const [search, setSearch] = useState("");
  const asked = useSettled(search);
  const pause = Math.min(search.trim().length, asked.trim().length) < 2;
  const [{ data, fetching }] = useQuery({
    query: OwnCasesDocument,
    variables: { search: asked },
    pause,
  });
  const items = pause ? [] : (data?.cases.nodes ?? []);
  return (
    <>
      <Picker
        label={t(robots.find)}
        hint={t(robots.findHint)}
        nothing={t(robots.noCase)}
        waits={asked !== search || fetching}
        search={search}
        onSearch={setSearch}
        items={items.map(({ id, basics }) => ({ id, name: basics.title }))}
        onPick={({ id, name }) => {
          if (!cases.some((one) => one.id === id)) onChange([...cases, { id, title: name }]);
          setSearch("");
        }}
      />
      <ul className="chips unstyled-list no-max-width">
        {cases.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              className="tag"
              onClick={() => onChange(cases.filter((other) => other.id !== one.id))}
            >
              <span aria-hidden="true">{one.title}</span>
              <span className="sr-only">{t(ui.remove, { what: one.title })}</span>
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
