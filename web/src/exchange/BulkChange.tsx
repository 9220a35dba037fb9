import { VISIBILITIES } from "../edit/VisibilityForm.tsx";
import { valuesOf } from "../texts/labels.ts";
import { useSpeech } from "../texts/language.tsx";
import { RadioGroup, SelectField, TextField } from "../ui/fields.tsx";
import { type Change, needsReason, type Phase, type Status, type Visibility } from "./steps.ts";
import { bulk } from "./texts.ts";

interface Props {
  change: Change;
  onChange: (part: Partial<Change>) => void;
  count: number;
  busy: boolean;
  onGo: () => void;
}

/** What is to happen to those that are chosen. */
export function BulkChange({ change, onChange, count, busy, onGo }: Props) {
  const { t, l } = useSpeech();
  const kinds = ["confirm", "phase", "status", "visibility", "verify"] as const;
  const named = (kind: "Phase" | "Status") =>
    valuesOf(kind).map((value) => ({ value, name: l.of(kind, value) }));
  return (
    <form
      className="bulk-change"
      onSubmit={(event) => {
        event.preventDefault();
        onGo();
      }}
    >
      <RadioGroup
        legend={t(bulk.what)}
        value={change.kind}
        options={kinds.map((value) => ({ value, name: t(bulk[value]) }))}
        onChange={(kind) => onChange({ kind: kind as Change["kind"] })}
      />
      {change.kind === "phase" && (
        <SelectField
          label={t(bulk.newPhase)}
          value={change.phase}
          options={named("Phase")}
          onChange={(phase) => onChange({ phase: phase as Phase })}
        />
      )}
      {change.kind === "status" && (
        <SelectField
          label={t(bulk.newStatus)}
          value={change.status}
          options={named("Status")}
          onChange={(status) => onChange({ status: status as Status })}
        />
      )}
      {change.kind === "status" && needsReason(change.status) && (
        <TextField
          label={t(bulk.reason)}
          required
          lines={2}
          value={change.reason}
          onChange={(reason) => onChange({ reason })}
        />
      )}
      {change.kind === "visibility" && (
        <SelectField
          label={t(bulk.newVisibility)}
          value={change.visibility}
          options={VISIBILITIES.filter(({ value }) => value !== "SELECTED").map(({ value }) => ({
            value,
            name: l.of("Visibility", value),
          }))}
          onChange={(visibility) => onChange({ visibility: visibility as Visibility })}
        />
      )}
      <button
        type="submit"
        className="button button-primary"
        disabled={busy || count === 0 || (needsWords(change) && !change.reason.trim())}
      >
        {count === 0 ? t(bulk.choose) : t(bulk.go, { count })}
      </button>
    </form>
  );
}

function needsWords(change: Change): boolean {
  return change.kind === "status" && needsReason(change.status);
}
