import { expect, it } from "vitest";
import { isUnfinished, USUAL } from "../form.ts";
import { filledBy, type Kind, RECIPES } from "./recipes.ts";

it("takes back what another recipe said, and leaves alone what somebody wrote", () => {
  const written = { ...USUAL, label: "Randers", clientId: "x", emailDomains: "randers.dk" };
  const entra = filledBy("entra", written);
  expect(entra.email).toBe("preferred_username");
  expect(isUnfinished(entra.issuer)).toBe(true);
  const adfs = filledBy("adfs", { ...entra, active: true });
  expect(adfs).toMatchObject({
    email: "email",
    name: "commonname",
    label: "Randers",
    active: true,
  });
  const issuer = "https://adfs.randers.dk/adfs";
  expect(filledBy("other", { ...adfs, issuer })).toEqual({ ...written, issuer, active: true });
});

it("leaves open what only the owner of a provider knows", () => {
  for (const kind of Object.keys(RECIPES) as Kind[]) {
    const { issuer } = filledBy(kind, USUAL);
    expect(issuer === "" || isUnfinished(issuer), kind).toBe(true);
  }
});
