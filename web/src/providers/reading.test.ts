import { expect, it } from "vitest";
import { claimAt, findings, plain } from "./reading.ts";

const claims = [
  { name: "name", value: '"Ida Holm"' },
  { name: "a.b", value: "2" },
  { name: "resource_access", value: '{"genvej":{"roles":["contributor"]}}' },
  { name: "cvr", value: '"29189668"' },
  { name: "long", value: '{"cut' },
];

it("finds a claim by its name or by its path, as identity does", () => {
  expect(claimAt(claims, "name")).toBe('"Ida Holm"');
  expect(claimAt(claims, "a.b")).toBe("2");
  expect(claimAt(claims, "resource_access.genvej.roles")).toBe('["contributor"]');
  for (const name of ["email", "resource_access.x.roles", "long.a", "name.x"]) {
    expect(claimAt(claims, name), name).toBeNull();
  }
});

it("says of everything that is looked for where it was found, or where it was not", () => {
  const map = {
    name: "name",
    email: "email",
    roles: "resource_access.genvej.roles",
    departments: "units",
    externalId: "",
    organisation: ["https://data.gov.dk/cvr", "cvr"],
    organisationRequired: true,
    privileges: ["a", "b"],
    roleValues: [],
    defaultRoles: [],
  };
  const found = Object.fromEntries(findings(map, claims).map((one) => [one.sought, one]));
  expect(found.name?.came).toBe('"Ida Holm"');
  expect(found.email).toEqual({ sought: "email", claims: ["email"], came: null });
  expect(found.organisation).toEqual({
    sought: "organisation",
    claims: ["cvr"],
    came: '"29189668"',
  });
  expect(found.privileges?.claims).toEqual(["a", "b"]);
});

it("shows values plainly where they are texts", () => {
  expect(plain('"Ida"')).toBe("Ida");
  expect(plain('["a","b"]')).toBe("a, b");
  expect(plain('{"a":1}')).toBe('{"a":1}');
  expect(plain('{"cut')).toBe('{"cut');
});
