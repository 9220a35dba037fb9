import { useState } from "react";
import { graphql, type VariablesOf } from "../client/graphql.ts";
import { OutcomeFragment, useWrite, type Written } from "../client/write.ts";
import { valuesOf } from "../texts/labels.ts";
import { useSpeech } from "../texts/language.tsx";
import { useDraft } from "../ui/draft.ts";
import { SelectField, TextField } from "../ui/fields.tsx";
import { Refused } from "../ui/Refused.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";
import type { Profile } from "./ProfilePage.tsx";
import { organisation } from "./texts.ts";

const DescribeDocument = graphql(
  `mutation DescribeOrganisation($input: DescribeOrganisationInput!) { describeOrganisation(input: $input) { ...Outcome } }`,
  [OutcomeFragment],
);

type Input = VariablesOf<typeof DescribeDocument>["input"]["profile"];

const listed = (text: string) => text.split("\n").flatMap((line) => line.trim() || []);
const whole = (text: string) => {
  const digits = text.replace(/[.\s]/g, "");
  return digits ? Number(digits) : null;
};

/** The profile as the form has it. */
function draftOf(profile: Profile | null) {
  return {
    technologies: profile?.technologies.join("\n") ?? "",
    systems: profile?.systems.join("\n") ?? "",
    inhabitants: String(profile?.inhabitants ?? ""),
    employees: String(profile?.employees ?? ""),
    inhabitantBand: (profile?.inhabitants == null ? profile?.inhabitantBand : null) ?? "",
    employeeBand: (profile?.employees == null ? profile?.employeeBand : null) ?? "",
  };
}

/** The form as the schema takes it. */
function inputOf(value: ReturnType<typeof draftOf>): Input {
  return {
    technologies: listed(value.technologies),
    systems: listed(value.systems),
    inhabitants: whole(value.inhabitants),
    employees: whole(value.employees),
    inhabitantBand: (value.inhabitantBand || null) as Input["inhabitantBand"],
    employeeBand: (value.employeeBand || null) as Input["employeeBand"],
  };
}

interface Props {
  profile: Profile | null;
  refresh: () => void;
}

/** What the organisation says of itself, by those who may say it. */
export function ProfileForm({ profile, refresh }: Props) {
  const { t, l } = useSpeech();
  const tell = useTell();
  const draft = useDraft(`organisation.${profile?.revision ?? 0}`, draftOf(profile));
  const { value, change } = draft;
  const { write, busy } = useWrite(DescribeDocument);
  const [written, setWritten] = useState<Written | null>(null);
  const errorOf = (field: string) =>
    written?.refusal?.fields.find((one) => one.field.endsWith(field))?.message;
  const bands = (kind: "InhabitantBand" | "EmployeeBand") =>
    valuesOf(kind).map((one) => ({ value: one, name: l.of(kind, one) }));
  const send = async () => {
    const result = await write({
      expectedRevision: profile?.revision ?? null,
      profile: inputOf(value),
    });
    setWritten(result);
    if (!result.done) return;
    draft.forget();
    tell("success", t(organisation.saved));
    refresh();
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Refused refusal={written?.refusal} error={written?.error} />
      {(["technologies", "systems"] as const).map((name) => (
        <TextField
          key={name}
          label={t(organisation[name])}
          hint={t(organisation.onePerLine)}
          lines={4}
          error={errorOf(name)}
          value={value[name]}
          onChange={(text) => change({ [name]: text })}
        />
      ))}
      <div className="own-numbers">
        {(["inhabitants", "employees"] as const).map((name) => (
          <TextField
            key={name}
            label={t(organisation[name])}
            numeric
            error={errorOf(name)}
            value={value[name]}
            onChange={(text) => change({ [name]: text })}
          />
        ))}
        <SelectField
          label={t(organisation.inhabitantBand)}
          none={t(ui.notStated)}
          error={errorOf("inhabitantBand")}
          options={bands("InhabitantBand")}
          value={value.inhabitantBand}
          onChange={(band) => change({ inhabitantBand: band })}
        />
        <SelectField
          label={t(organisation.employeeBand)}
          none={t(ui.notStated)}
          error={errorOf("employeeBand")}
          options={bands("EmployeeBand")}
          value={value.employeeBand}
          onChange={(band) => change({ employeeBand: band })}
        />
      </div>
      <button type="submit" className="button button-primary" disabled={busy}>
        {t(ui.save)}
        <span className="sr-only"> {t(organisation.profile)}</span>
      </button>
    </form>
  );
}
