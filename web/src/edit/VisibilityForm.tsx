import { useState } from "react";
import { useQuery } from "urql";
import { OrganisationsDocument } from "../cases/organisations.ts";
import { graphql } from "../client/graphql.ts";
import { OutcomeFragment } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { CheckGroup, RadioGroup } from "../ui/fields.tsx";
import { Refused } from "../ui/Refused.tsx";
import { edit } from "./texts.ts";
import { type StandingProps, useStanding } from "./useStanding.ts";

const VisibilityDocument = graphql(
  `mutation ChangeVisibility($input: ChangeVisibilityInput!) { changeVisibility(input: $input) { ...Outcome case { id visibility } } }`,
  [OutcomeFragment],
);

type Visibility = "DRAFT" | "ORGANISATION" | "SELECTED" | "MEMBERS" | "PUBLIC";

/** The choices from narrow to wide, each with what it means. */
export const VISIBILITIES = [
  { value: "DRAFT", why: edit.draftWhy },
  { value: "ORGANISATION", why: edit.organisationWhy },
  { value: "SELECTED", why: edit.selectedWhy },
  { value: "MEMBERS", why: edit.membersWhy },
  { value: "PUBLIC", why: edit.publicWhy },
] as const;

/** Shares a case more or less widely. */
export function VisibilityForm(props: StandingProps) {
  const { found } = props;
  const { t, l } = useSpeech();
  const [visibility, setVisibility] = useState<Visibility>(found.visibility ?? "ORGANISATION");
  const [selected, setSelected] = useState<string[]>([]);
  const { send, busy, written } = useStanding(props, VisibilityDocument, edit.visibilityChanged);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send({ visibility, selected: visibility === "SELECTED" ? selected : null });
      }}
    >
      <Refused refusal={written?.refusal} error={written?.error} />
      <RadioGroup
        legend={t(edit.visibility)}
        value={visibility}
        onChange={(value) => setVisibility(value as Visibility)}
        options={VISIBILITIES.map(({ value, why }) => ({
          value,
          name: l.of("Visibility", value),
          hint: t(why),
        }))}
      />
      {visibility === "SELECTED" && <Selected values={selected} onChange={setSelected} />}
      <button type="submit" className="button button-primary" disabled={busy}>
        {t(edit.change)}
        <span className="sr-only"> {t(edit.visibility)}</span>
      </button>
    </form>
  );
}

interface SelectedProps {
  values: string[];
  onChange: (values: string[]) => void;
}

function Selected({ values, onChange }: SelectedProps) {
  const { t } = useSpeech();
  const [{ data }] = useQuery({ query: OrganisationsDocument, requestPolicy: "cache-first" });
  const options = (data?.organisations ?? []).map((one) => ({ value: one.cvr, name: one.name }));
  return (
    <CheckGroup legend={t(edit.selected)} options={options} values={values} onChange={onChange} />
  );
}
