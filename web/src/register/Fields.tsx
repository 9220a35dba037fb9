import { missingFor } from "../edit/needs.ts";
import { edit } from "../edit/texts.ts";
import { VISIBILITIES } from "../edit/VisibilityForm.tsx";
import { valuesOf } from "../texts/labels.ts";
import { useSpeech } from "../texts/language.tsx";
import { RadioGroup, SelectField, TextField } from "../ui/fields.tsx";
import { ui } from "../ui/texts.ts";
import { type Draft, estimate } from "./draft.ts";
import { Similar } from "./Similar.tsx";
import { register } from "./texts.ts";

interface Props {
  value: Draft;
  onChange: (part: Partial<Draft>) => void;
  errorOf: (path: string) => string | undefined;
}

/** What it is, told shortly. */
export function What({ value, onChange, errorOf }: Props) {
  const { t, l } = useSpeech();
  return (
    <>
      <h2>{t(register.basics)}</h2>
      <TextField
        label={l.field("basics.title")}
        hint={t(edit.titleHint)}
        error={errorOf("basics.title")}
        required
        most={120}
        value={value.title}
        onChange={(title) => onChange({ title })}
      />
      <Similar title={value.title} />
      <TextField
        label={l.field("basics.summary")}
        hint={t(edit.summaryHint)}
        error={errorOf("basics.summary")}
        required
        most={300}
        lines={3}
        value={value.summary}
        onChange={(summary) => onChange({ summary })}
      />
      <SelectField
        label={l.field("basics.kind")}
        value={value.kind}
        onChange={(kind) => onChange({ kind })}
        options={valuesOf("CaseKind").map((one) => ({ value: one, name: l.of("CaseKind", one) }))}
      />
      <h2>{t(register.story)}</h2>
      <TextField
        label={l.field("story.challenge")}
        hint={t(register.challengeHint)}
        lines={4}
        value={value.challenge}
        onChange={(challenge) => onChange({ challenge })}
      />
      <TextField
        label={l.field("story.solution")}
        hint={t(register.solutionHint)}
        lines={4}
        value={value.solution}
        onChange={(solution) => onChange({ solution })}
      />
    </>
  );
}

/** How far it is, what that asks for, what it gains, and who may see it. */
export function Later(props: Props) {
  const { value, onChange } = props;
  const { t, l } = useSpeech();
  return (
    <>
      <h2>{t(register.phase)}</h2>
      <SelectField
        label={l.field("phase")}
        value={value.phase}
        onChange={(phase) => onChange({ phase })}
        options={valuesOf("Phase").map((one) => ({ value: one, name: l.of("Phase", one) }))}
      />
      <Asked {...props} />
      <Workload {...props} />
      <h2>{t(register.reuse)}</h2>
      <TextField
        label={l.field("contact.role")}
        hint={t(edit.contactHint)}
        value={value.role}
        onChange={(role) => onChange({ role })}
      />
      <TextField
        label={l.field("contact.mailbox")}
        type="email"
        error={props.errorOf("contact.mailbox")}
        value={value.mailbox}
        onChange={(mailbox) => onChange({ mailbox })}
      />
      <TextField
        label={t(register.tips)}
        hint={t(edit.onePerLine)}
        lines={3}
        value={value.tips}
        onChange={(tips) => onChange({ tips })}
      />
      <h2>{t(register.share)}</h2>
      <RadioGroup
        legend={t(edit.visibility)}
        hint={t(register.shareWhy)}
        value={value.visibility}
        onChange={(visibility) => onChange({ visibility })}
        options={VISIBILITIES.filter((one) => one.value !== "SELECTED").map((one) => ({
          value: one.value,
          name: l.of("Visibility", one.value),
          hint: t(one.why),
        }))}
      />
    </>
  );
}

const AFTER_IDEAS = ["DEVELOPMENT", "IMPLEMENTATION", "OPERATION", "DECOMMISSIONED"];

/** What the phase asks for, shown as soon as it is chosen. */
function Asked({ value, onChange, errorOf }: Props) {
  const { t, l } = useSpeech();
  if (!AFTER_IDEAS.includes(value.phase)) return null;
  const missing = missingFor(value.phase as "OPERATION", {
    implementation: {
      technologies: value.technologies.trim() ? [value.technologies] : [],
      schedule: value.schedule,
    },
    contact: { role: value.role, mailbox: value.mailbox },
  });
  return (
    <>
      <p role="status" className="muted">
        {missing.length === 0
          ? t(edit.needsNothing)
          : t(edit.needs, { fields: missing.map((path) => l.field(path)).join(", ") })}
      </p>
      <TextField
        label={l.field("implementation.technologies")}
        hint={t(edit.onePerLine)}
        error={errorOf("implementation.technologies")}
        lines={2}
        value={value.technologies}
        onChange={(technologies) => onChange({ technologies })}
      />
      <SelectField
        label={l.field("implementation.schedule")}
        value={value.schedule}
        onChange={(schedule) => onChange({ schedule })}
        options={valuesOf("Schedule").map((one) => ({ value: one, name: l.of("Schedule", one) }))}
        none={t(ui.notStated)}
      />
    </>
  );
}

function Workload({ value, onChange, errorOf }: Props) {
  const { t, f, l } = useSpeech();
  const sum = estimate(value);
  const fields = [
    {
      name: "occurrences",
      label: l.field("workload.occurrencesPerYear"),
      path: "occurrencesPerYear",
    },
    { name: "minutes", label: t(edit.minutesEach), path: "secondsPerOccurrence" },
    {
      name: "degree",
      label: `${l.field("workload.automationDegreePercent")} (%)`,
      path: "automationDegreePercent",
    },
  ] as const;
  return (
    <>
      <h2>{t(register.gains)}</h2>
      <p className="muted">{t(register.gainsWhy)}</p>
      <div className="side-by-side">
        {fields.map(({ name, label, path }) => (
          <TextField
            key={name}
            label={label}
            numeric
            error={errorOf(`workload.${path}`)}
            value={value[name]}
            onChange={(text) => onChange({ [name]: text })}
          />
        ))}
      </div>
      <p role="status" className="estimate">
        {sum &&
          t(register.estimate, {
            manual: f.number(sum.manual),
            expected: f.number(sum.expected),
          })}
      </p>
    </>
  );
}
