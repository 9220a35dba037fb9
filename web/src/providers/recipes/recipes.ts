import type { Text } from "../../texts/texts.ts";
import { type Form, isUnfinished, USUAL } from "../form.ts";
import { recipes } from "./texts.ts";

export type Kind = "entra" | "adfs" | "keycloak" | "os2faktor" | "broker" | "brokerOio" | "other";

interface Recipe {
  name: Text;
  /** What is done at the provider, in its order. */
  steps: Text[];
  /** What is known of such a provider. `<…>` stands for what only its owner knows. */
  fill: Partial<Form>;
}

const ROLES = [
  ["Contributor", "CONTRIBUTOR"],
  ["Superuser", "SUPERUSER"],
  ["Administrator", "ADMINISTRATOR"],
] as const;
const named = (name: (role: string) => string) =>
  ROLES.map(([word, role]) => ({ value: name(word), role }));
const CVR = "https://data.gov.dk/model/core/eid/professional/cvr";
const OF_KOMBIT = named(
  (role) => `http://genvej.example/roles/usersystemrole/${role.toLowerCase()}/1`,
);

/** What is known of the kinds of providers that municipalities have; docs/how-to/sign-in.md says it longer. */
export const RECIPES: Record<Kind, Recipe> = {
  entra: {
    name: recipes.entra,
    steps: [recipes.entraApp, recipes.entraRoles, recipes.entraTenant, recipes.entraEmail],
    fill: {
      issuer: "https://login.microsoftonline.com/<tenant-id>/v2.0",
      email: "preferred_username",
      roleValues: named((role) => `Genvej.${role}`),
    },
  },
  adfs: {
    name: recipes.adfs,
    steps: [recipes.adfsGroup, recipes.adfsRules, recipes.adfsIssuer],
    fill: {
      issuer: "https://<adfs.kommune.dk>/adfs",
      name: "commonname",
      roles: "role",
      departments: "department",
      roleValues: named((role) => `GG-Genvej-${role}`),
    },
  },
  keycloak: {
    name: recipes.keycloak,
    steps: [recipes.keycloakClient, recipes.keycloakRoles],
    fill: {
      issuer: "https://<keycloak.kommune.dk>/realms/<realm>",
      roles: "resource_access.genvej.roles",
    },
  },
  os2faktor: {
    name: recipes.os2faktor,
    steps: [recipes.os2faktorClient, recipes.os2faktorClaims, recipes.os2faktorRoles],
    fill: { issuer: "https://<login.kommune.dk>", organisation: CVR },
  },
  broker: {
    name: recipes.broker,
    steps: [recipes.brokerWhere, recipes.brokerRealm, recipes.brokerRoles, recipes.brokerCpr],
    fill: {
      issuer: "https://<foxids.example>/<kommune>/<track>/",
      organisationRequired: true,
      roleValues: OF_KOMBIT,
    },
  },
  brokerOio: {
    name: recipes.brokerOio,
    steps: [recipes.brokerWhere, recipes.brokerRealm, recipes.brokerRoles, recipes.brokerCpr],
    fill: {
      issuer: "https://<broker.example>/realms/<kommune>",
      name: "https://data.gov.dk/model/core/eid/fullName",
      email: "https://data.gov.dk/model/core/eid/email",
      organisation: CVR,
      organisationRequired: true,
      roleValues: OF_KOMBIT,
    },
  },
  other: { name: recipes.other, steps: [recipes.otherClient, recipes.otherIssuer], fill: {} },
};

/**
 * What a form is to say by a recipe. What another recipe said before is taken back; what only its owner
 * knows is left alone.
 */
export function filledBy(kind: Kind, form: Form): Form {
  const { label, clientId, emailDomains, active } = form;
  const { fill } = RECIPES[kind];
  const known = form.issuer && !isUnfinished(form.issuer) ? form.issuer : (fill.issuer ?? "");
  return { ...USUAL, ...fill, label, clientId, emailDomains, active, issuer: known };
}
