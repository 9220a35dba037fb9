import { useState } from "react";
import { Link } from "react-router";
import { caseAddress } from "../cases/address.ts";
import { graphql } from "../client/graphql.ts";
import { OutcomeFragment } from "../client/write.ts";
import { valuesOf } from "../texts/labels.ts";
import { useSpeech } from "../texts/language.tsx";
import { SelectField } from "../ui/fields.tsx";
import { Refused } from "../ui/Refused.tsx";
import { missingFor } from "./needs.ts";
import { edit } from "./texts.ts";
import { type StandingProps, useStanding } from "./useStanding.ts";

export const PhaseDocument = graphql(
  `mutation ChangePhase($input: ChangePhaseInput!) { changePhase(input: $input) { ...Outcome case { id phase } } }`,
  [OutcomeFragment],
);

/** Moves a case to a phase, and says beforehand what that asks for. */
export function PhaseForm(props: StandingProps) {
  const { found } = props;
  const { t, l } = useSpeech();
  const [phase, setPhase] = useState(found.phase);
  const { send, busy, written } = useStanding(props, PhaseDocument, edit.phaseChanged);
  const missing = missingFor(phase, found);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send({ phase });
      }}
    >
      <Refused refusal={written?.refusal} error={written?.error} />
      <SelectField
        label={t(edit.phase)}
        value={phase}
        onChange={(value) => setPhase(value as typeof phase)}
        options={valuesOf("Phase").map((value) => ({ value, name: l.of("Phase", value) }))}
      />
      <p role="status" className="muted">
        {missing.length === 0
          ? t(edit.needsNothing)
          : t(edit.needs, { fields: missing.map((path) => l.field(path)).join(", ") })}
      </p>
      {missing.length > 0 && (
        <ul>
          {missing.map((path) => (
            <li key={path}>
              <Link to={`${caseAddress(found.id)}/rediger/${path.split(".")[0]}`}>
                {l.field(path)}
              </Link>
            </li>
          ))}
        </ul>
      )}
      <button
        type="submit"
        className="button button-primary"
        disabled={busy || phase === found.phase}
      >
        {t(edit.change)}
        <span className="sr-only"> {t(edit.phase)}</span>
      </button>
    </form>
  );
}
