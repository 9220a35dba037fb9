import type { Viewer } from "../client/session.tsx";
import type { Provider, Role, SaveInput } from "./documents.ts";

/** A provider as its form has it. Its secret is not here: nothing of it is kept in the browser. */
export interface Form {
  label: string;
  issuer: string;
  clientId: string;
  scopes: string;
  emailDomains: string;
  active: boolean;
  name: string;
  email: string;
  roles: string;
  departments: string;
  externalId: string;
  organisation: string;
  organisationRequired: boolean;
  privileges: string;
  roleValues: { value: string; role: string }[];
  defaultRoles: string[];
}

/** What is to become of the secret there. */
export interface Secret {
  text: string;
  removed: boolean;
}

/** A form of any provider: what the server takes where nothing is said. */
export const USUAL: Form = {
  label: "",
  issuer: "",
  clientId: "",
  scopes: "profile email",
  emailDomains: "",
  active: false,
  name: "name",
  email: "email",
  roles: "roles",
  departments: "units",
  externalId: "oid",
  organisation: "cvr\nhttps://data.gov.dk/model/core/eid/professional/cvr",
  organisationRequired: false,
  privileges: [
    "https://data.gov.dk/model/core/eid/privilegesIntermediate",
    "dk:gov:saml:attribute:Privileges_intermediate",
    "privileges_intermediate",
    "privilege",
  ].join("\n"),
  roleValues: [],
  defaultRoles: ["READER"],
};

/** A provider as a form. */
export function formOf({ claimMap, ...provider }: Provider): Form {
  return {
    label: provider.label,
    issuer: provider.issuer,
    clientId: provider.clientId,
    scopes: provider.scopes.join(" "),
    emailDomains: provider.emailDomains.join("\n"),
    active: provider.active,
    name: claimMap.name,
    email: claimMap.email,
    roles: claimMap.roles,
    departments: claimMap.departments,
    externalId: claimMap.externalId,
    organisation: claimMap.organisation.join("\n"),
    organisationRequired: claimMap.organisationRequired,
    privileges: claimMap.privileges.join("\n"),
    roleValues: claimMap.roleValues.map(({ value, role }) => ({ value, role })),
    defaultRoles: [...claimMap.defaultRoles],
  };
}

const words = (text: string) => text.split(/[\s,;]+/).filter(Boolean);
const lines = (text: string) => text.split("\n").flatMap((line) => line.trim() || []);

/** Domains as somebody wrote them: with an @ before them or in capitals is meant all the same. */
export const domainsOf = (form: Form) =>
  words(form.emailDomains).map((one) => one.replace(/^@/, "").toLowerCase());

/** A form as the server takes it. A secret that was not written is left as it is there. */
export function inputOf(form: Form, secret: Secret, id: string | null): SaveInput {
  const written = secret.removed ? "" : secret.text;
  return {
    ...(id ? { id } : {}),
    label: form.label.trim(),
    issuer: form.issuer.trim(),
    clientId: form.clientId.trim(),
    ...(secret.removed || secret.text ? { clientSecret: written } : {}),
    scopes: words(form.scopes),
    emailDomains: domainsOf(form),
    active: form.active,
    claimMap: {
      name: form.name.trim(),
      email: form.email.trim(),
      roles: form.roles.trim(),
      departments: form.departments.trim(),
      externalId: form.externalId.trim(),
      organisation: lines(form.organisation),
      organisationRequired: form.organisationRequired,
      privileges: lines(form.privileges),
      roleValues: form.roleValues
        .filter((one) => one.value.trim())
        .map(({ value, role }) => ({ value: value.trim(), role: role as Role })),
      defaultRoles: form.defaultRoles as Role[],
    },
  };
}

/** What saving would do to people, beyond what stands in the form. */
export type Consequence = "sessionsEnd" | "peopleAnew" | "secretGone" | "nobodyIn" | "yourself";

/** What somebody must know before they save. */
export function consequences(
  before: Provider | null,
  form: Form,
  secret: Secret,
  { viewer, others }: { viewer: Viewer; others: readonly Provider[] },
): Consequence[] {
  const found: Consequence[] = [];
  const another = before !== null && before.issuer !== form.issuer.trim();
  if (before?.active && (!form.active || another)) found.push("sessionsEnd");
  if (another) found.push("peopleAnew");
  if (another && before.hasClientSecret && !secret.text && !secret.removed)
    found.push("secretGone");
  if (before?.active && !form.active && !others.some((one) => one.active)) found.push("nobodyIn");
  const own = viewer.email.split("@").at(-1)?.toLowerCase() ?? "";
  const domains = domainsOf(form);
  const same = before?.emailDomains.join(" ") === domains.join(" ");
  if (form.active && !same && domains.length > 0 && !domains.includes(own)) found.push("yourself");
  return found;
}

/** An issuer of a recipe in which something of one's own is missing still. */
export const isUnfinished = (issuer: string) => /[<>]/.test(issuer);
