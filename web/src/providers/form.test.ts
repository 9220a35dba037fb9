import { describe, expect, it } from "vitest";
import type { Viewer } from "../client/session.tsx";
import type { Provider } from "./documents.ts";
import { consequences, formOf, inputOf, USUAL } from "./form.ts";

const viewer = { email: "hanne@randers.dk" } as Viewer;
const { label, issuer, clientId } = { label: "L", issuer: "https://a.dk", clientId: "genvej" };
const form = { ...USUAL, label, issuer, clientId, active: true, emailDomains: "randers.dk" };
const provider: Provider = {
  id: "p",
  label,
  issuer,
  clientId,
  hasClientSecret: true,
  scopes: ["profile", "email"],
  emailDomains: ["randers.dk"],
  active: true,
  platformRoles: false,
  claimMap: {
    name: "name",
    email: "email",
    roles: "roles",
    departments: "units",
    externalId: "oid",
    organisation: USUAL.organisation.split("\n"),
    organisationRequired: false,
    privileges: USUAL.privileges.split("\n"),
    roleValues: [],
    defaultRoles: ["READER"],
  },
};
const unwritten = { text: "", removed: false };

describe("a provider's form", () => {
  it("says the same of a provider that nobody changed, and leaves its secret alone", () => {
    expect(formOf(provider)).toEqual(form);
    const input = inputOf(formOf(provider), unwritten, "p");
    expect(input).not.toHaveProperty("clientSecret");
    expect(input).toMatchObject({
      id: "p",
      emailDomains: ["randers.dk"],
      claimMap: provider.claimMap,
    });
    expect(inputOf(form, { text: "x", removed: true }, "p").clientSecret).toBe("");
    expect(inputOf(form, { text: "x", removed: false }, null).clientSecret).toBe("x");
  });

  it("takes domains as people write them", () => {
    const { emailDomains } = inputOf(
      { ...form, emailDomains: "@Randers.dk, edu.dk" },
      unwritten,
      null,
    );
    expect(emailDomains).toEqual(["randers.dk", "edu.dk"]);
  });

  it("says before it is done whom a change would put out", () => {
    const of = (part: Partial<typeof form>, others: Provider[] = [], secret = unwritten) =>
      consequences(provider, { ...form, ...part }, secret, { viewer, others });
    expect(of({})).toEqual([]);
    expect(of({ active: false })).toEqual(["sessionsEnd", "nobodyIn"]);
    expect(of({ active: false }, [provider])).toEqual(["sessionsEnd"]);
    const other = { issuer: "https://b.dk" };
    expect(of(other)).toEqual(["sessionsEnd", "peopleAnew", "secretGone"]);
    expect(of(other, [], { text: "x", removed: false })).not.toContain("secretGone");
    expect(of({ emailDomains: "aarhus.dk" })).toEqual(["yourself"]);
    const fresh = consequences(null, form, unwritten, { viewer, others: [] });
    expect(fresh).toEqual([]);
  });
});
