import { useSpeech } from "../texts/language.tsx";
import { CheckField, CheckGroup, SelectField, TextField } from "../ui/fields.tsx";
import type { Role } from "./documents.ts";
import type { Form } from "./form.ts";
import { providers } from "./texts.ts";

interface Props {
  form: Form;
  change: (part: Partial<Form>) => void;
  /** Roles that may be given here. */
  roles: readonly Role[];
  errorOf: (field: string) => string | undefined;
}

/** How the claims of a provider are read. */
export function MapFields({ form, change, roles, errorOf }: Props) {
  const { t, l } = useSpeech();
  const named = roles.map((role) => ({ value: role, name: l.of("Role", role) }));
  const field = (name: keyof Form & string, path: string, hint?: string, lines = 1) => (
    <TextField
      label={l.field(path)}
      hint={hint}
      lines={lines}
      error={errorOf(path)}
      value={String(form[name])}
      onChange={(text) => change({ [name]: text })}
    />
  );
  return (
    <>
      <div className="own-numbers">
        {field("name", "claimMap.name")}
        {field("email", "claimMap.email")}
        {field("roles", "claimMap.roles")}
        {field("departments", "claimMap.units", t(providers.departmentsHint))}
      </div>
      {field("externalId", "claimMap.externalId", t(providers.externalIdHint))}
      {field("organisation", "claimMap.organisation", t(providers.organisationHint), 2)}
      <CheckField
        label={t(providers.organisationRequired)}
        hint={t(providers.organisationRequiredHint)}
        checked={form.organisationRequired}
        onChange={(organisationRequired) => change({ organisationRequired })}
      />
      {field("privileges", "claimMap.privileges", t(providers.privilegesHint), 4)}
      <RoleValues
        form={form}
        change={change}
        roles={named}
        error={errorOf("claimMap.roleValues")}
      />
      <CheckGroup
        legend={l.field("claimMap.defaultRoles")}
        options={named}
        values={form.defaultRoles}
        onChange={(defaultRoles) => change({ defaultRoles })}
      />
    </>
  );
}

interface ValuesProps {
  form: Form;
  change: (part: Partial<Form>) => void;
  roles: { value: string; name: string }[];
  error: string | undefined;
}

function RoleValues({ form, change, roles, error }: ValuesProps) {
  const { t, l } = useSpeech();
  const rows = form.roleValues;
  const put = (at: number, part: Partial<(typeof rows)[number]>) =>
    change({ roleValues: rows.map((row, index) => (index === at ? { ...row, ...part } : row)) });
  return (
    <fieldset className="form-group">
      <legend className="form-label">{l.field("claimMap.roleValues")}</legend>
      <span className="form-hint">{t(providers.roleValuesWhy)}</span>
      {error && <span className="form-error-message">{error}</span>}
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name but their place.
        <div key={at} className="provider-value">
          <TextField
            label={t(providers.value, { number: at + 1 })}
            value={row.value}
            onChange={(value) => put(at, { value })}
          />
          <SelectField
            label={t(providers.role, { number: at + 1 })}
            options={
              // A role that may not be given here stays what it is until somebody changes it.
              roles.some((one) => one.value === row.role)
                ? roles
                : [{ value: row.role, name: l.of("Role", row.role) }, ...roles]
            }
            value={row.role}
            onChange={(role) => put(at, { role })}
          />
          <button
            type="button"
            className="button button-secondary"
            onClick={() => change({ roleValues: rows.filter((_, index) => index !== at) })}
          >
            {t(providers.removeValue, { number: at + 1 })}
          </button>
        </div>
      ))}
      <button
        type="button"
        className="button button-secondary"
        onClick={() => change({ roleValues: [...rows, { value: "", role: "CONTRIBUTOR" }] })}
      >
        {t(providers.addValue)}
      </button>
    </fieldset>
  );
}
