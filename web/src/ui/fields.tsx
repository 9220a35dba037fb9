import { type ReactNode, useId } from "react";
import { useSpeech } from "../texts/language.tsx";
import { ui } from "./texts.ts";

/** What every field has: a name, perhaps a hint, perhaps what is wrong with it. */
export interface FieldProps {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  required?: boolean;
}

interface FrameProps extends FieldProps {
  id: string;
  children: ReactNode;
}

function Frame({ id, label, hint, error, required, children }: FrameProps) {
  const { t } = useSpeech();
  return (
    <div className={`form-group${error ? " form-error" : ""}`}>
      <label className="form-label" htmlFor={id}>
        {label}
        {required && <span className="field-required"> ({t(ui.required)})</span>}
      </label>
      {hint && (
        <span className="form-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {error && (
        <span className="form-error-message" id={`${id}-error`}>
          {error}
        </span>
      )}
      {children}
    </div>
  );
}

/** What a control says of itself to those who cannot see its frame. */
function described(id: string, { hint, error, required }: FieldProps) {
  const by = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return {
    id,
    "aria-describedby": by || undefined,
    "aria-invalid": error ? true : undefined,
    "aria-required": required || undefined,
  } as const;
}

interface TextProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  /** Most characters; what is left is shown, and nothing is cut off. */
  most?: number;
  type?: "text" | "email" | "tel" | "url" | "date" | "search" | "password";
  /** Lines; more than one makes a large field. */
  lines?: number;
  /** For numbers: a keyboard of digits, and a narrow field. */
  numeric?: boolean;
}

/** A text, a number or a date. */
export function TextField(props: TextProps) {
  const { value, onChange, most, type = "text", lines = 1, numeric } = props;
  const id = useId();
  const control = {
    ...described(id, props),
    value,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  return (
    <Frame {...props} id={id}>
      {lines > 1 ? (
        <textarea {...control} className="form-input form-input--wide" rows={lines} />
      ) : (
        <input
          {...control}
          type={type}
          // A browser that is told «off» offers to fill in the reader's own password.
          autoComplete={type === "password" ? "new-password" : "off"}
          inputMode={numeric ? "decimal" : undefined}
          className={`form-input${numeric || type === "date" ? " form-input--narrow" : " form-input--wide"}`}
        />
      )}
      {most !== undefined && <Left most={most} length={[...value].length} />}
    </Frame>
  );
}

function Left({ most, length }: { most: number; length: number }) {
  const { t } = useSpeech();
  const left = most - length;
  if (left > most / 4) return null;
  return (
    <span className={left < 0 ? "form-error-message" : "form-hint"} role="status">
      {left < 0 ? t(ui.charactersOver, { count: -left }) : t(ui.charactersLeft, { count: left })}
    </span>
  );
}

export interface Option {
  value: string;
  name: string;
}

interface SelectProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  options: Option[];
  /** The words for no choice; without it one must be chosen. */
  none?: string;
}

/** One of a few. */
export function SelectField(props: SelectProps) {
  const { value, onChange, options, none } = props;
  const id = useId();
  return (
    <Frame {...props} id={id}>
      <select
        {...described(id, props)}
        className="form-select form-input--wide"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {none !== undefined && <option value="">{none}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
    </Frame>
  );
}

interface GroupProps {
  legend: string;
  hint?: string | undefined;
  options: (Option & { hint?: string })[];
}

interface ChecksProps extends GroupProps {
  values: string[];
  onChange: (values: string[]) => void;
}

/** Any of a few. */
export function CheckGroup({ legend, hint, options, values, onChange }: ChecksProps) {
  const id = useId();
  const toggle = (value: string) =>
    onChange(values.includes(value) ? values.filter((v) => v !== value) : [...values, value]);
  return (
    <fieldset className="form-group">
      <legend className="form-label">{legend}</legend>
      {hint && <span className="form-hint">{hint}</span>}
      <div className={options.some((one) => one.hint) ? undefined : "check-columns"}>
        {options.map((option) => (
          <div key={option.value} className="form-group-checkbox">
            <input
              id={`${id}-${option.value}`}
              type="checkbox"
              className="form-checkbox checkbox-small"
              checked={values.includes(option.value)}
              onChange={() => toggle(option.value)}
            />
            <label className="form-label" htmlFor={`${id}-${option.value}`}>
              {option.name}
              {option.hint && <span className="form-hint">{option.hint}</span>}
            </label>
          </div>
        ))}
      </div>
    </fieldset>
  );
}

interface CheckProps {
  label: string;
  hint?: string | undefined;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** Yes or no. */
export function CheckField({ label, hint, checked, onChange }: CheckProps) {
  const id = useId();
  return (
    <div className="form-group-checkbox">
      <input
        id={id}
        type="checkbox"
        className="form-checkbox checkbox-small"
        checked={checked}
        onChange={() => onChange(!checked)}
      />
      <label className="form-label" htmlFor={id}>
        {label}
        {hint && <span className="form-hint">{hint}</span>}
      </label>
    </div>
  );
}

interface RadiosProps extends GroupProps {
  value: string;
  onChange: (value: string) => void;
}

/** One of a few, all of them in sight. */
export function RadioGroup({ legend, hint, options, value, onChange }: RadiosProps) {
  const id = useId();
  return (
    <fieldset className="form-group">
      <legend className="form-label">{legend}</legend>
      {hint && <span className="form-hint">{hint}</span>}
      {options.map((option) => (
        <div key={option.value} className="form-group-radio">
          <input
            id={`${id}-${option.value}`}
            type="radio"
            name={id}
            className="form-radio radio-large"
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          <label className="form-label" htmlFor={`${id}-${option.value}`}>
            {option.name}
            {option.hint && <span className="form-hint">{option.hint}</span>}
          </label>
        </div>
      ))}
    </fieldset>
  );
}
