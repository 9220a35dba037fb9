import type { Refusal } from "../client/write.ts";
import { valuesOf } from "../texts/labels.ts";
import { useSpeech } from "../texts/language.tsx";
import { SelectField, TextField } from "../ui/fields.tsx";
import { ui } from "../ui/texts.ts";
import { Named } from "./Named.tsx";
import type { Organisation, Wrong } from "./organisation.ts";
import { operating } from "./texts.ts";

interface Props {
  one: Organisation;
  change: (part: Partial<Organisation>) => void;
  all: readonly Organisation[];
  isNew: boolean;
  wrong: Wrong | null;
  refusal: Refusal | undefined;
}

/** What is said of a field that is wrong, here or by the server. */
function useErrors({ wrong, refusal }: Props) {
  const { t } = useSpeech();
  return (field: string, ours?: Wrong) =>
    ours && ours === wrong
      ? t(operating[ours])
      : refusal?.fields.find((problem) => problem.field === field)?.message;
}

/** An organisation in a form. */
export function OrganisationFields(props: Props) {
  const { one, change, isNew } = props;
  const { t } = useSpeech();
  const errorOf = useErrors(props);
  return (
    <>
      {isNew ? (
        <TextField
          label={t(operating.cvr)}
          hint={t(operating.cvrHint)}
          error={errorOf("cvr", "cvrTaken")}
          required
          numeric
          value={one.cvr}
          onChange={(cvr) => change({ cvr })}
        />
      ) : (
        <p>
          {t(operating.cvr)}: <strong>{one.cvr}</strong>
        </p>
      )}
      <TextField
        label={t(operating.name)}
        error={errorOf("name")}
        required
        value={one.name}
        onChange={(name) => change({ name })}
      />
      <What {...props} />
      <When {...props} />
    </>
  );
}

function What(props: Props) {
  const { one, change, all } = props;
  const { t, l } = useSpeech();
  const errorOf = useErrors(props);
  const choices = (kind: "OrganisationKind" | "Region") =>
    valuesOf(kind).map((value) => ({ value, name: l.of(kind, value) }));
  return (
    <>
      <div className="own-numbers">
        <SelectField
          label={t(operating.kind)}
          error={errorOf("kind")}
          options={choices("OrganisationKind")}
          value={one.kind}
          onChange={(kind) => change({ kind })}
        />
        {one.kind === "MUNICIPALITY" && (
          <TextField
            label={t(operating.code)}
            hint={t(operating.codeHint)}
            error={errorOf("municipalityCode")}
            numeric
            value={one.municipalityCode}
            onChange={(municipalityCode) => change({ municipalityCode })}
          />
        )}
        <SelectField
          label={t(operating.region)}
          none={t(ui.notStated)}
          options={choices("Region")}
          value={one.region}
          onChange={(region) => change({ region })}
        />
        <TextField
          label={t(operating.inhabitants)}
          error={errorOf("inhabitants", "numberWrong")}
          numeric
          value={one.inhabitants}
          onChange={(inhabitants) => change({ inhabitants })}
        />
      </div>
      {one.kind === "ASSOCIATION" && (
        <Named
          label={t(operating.findMember)}
          hint={t(operating.findHint)}
          error={errorOf("member")}
          legend={t(operating.members)}
          all={all}
          chosen={one.members}
          self={one.cvr}
          onChange={(members) => change({ members })}
        />
      )}
    </>
  );
}

function When(props: Props) {
  const { one, change, all } = props;
  const { t } = useSpeech();
  const errorOf = useErrors(props);
  return (
    <>
      <div className="own-numbers">
        {(["validFrom", "validTo"] as const).map((name) => (
          <TextField
            key={name}
            label={t(operating[name])}
            hint={t(operating.validHint)}
            error={errorOf(name)}
            type="date"
            value={one[name]}
            onChange={(day) => change({ [name]: day })}
          />
        ))}
      </div>
      <Named
        label={t(operating.successor)}
        hint={t(operating.successorHint)}
        error={errorOf("successor", "successorNeedsEnd")}
        legend={t(operating.successor)}
        all={all}
        chosen={one.successor ? [one.successor] : []}
        self={one.cvr}
        onChange={(cvrs) => change({ successor: cvrs.at(-1) ?? "" })}
      />
      {one.successor && one.validTo && <p>{t(operating.handover, { cvr: one.cvr })}</p>}
    </>
  );
}
