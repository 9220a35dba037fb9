import { expect, it } from "vitest";
import { labelsIn } from "../texts/labels.ts";
import { sayIn } from "../texts/texts.ts";
import type { Entry } from "./documents.ts";
import { GROUPS, KINDS, kindsOf } from "./kinds.ts";
import { nameOfKind, type Speaking, sentenceOf } from "./sentences.ts";

const HANNE = { id: "hanne", name: "Hanne Lyngsø" };
const KAREN = { id: "karen", name: "Karen Holmgaard" };
const ID = "01970000-0000-7000-8000-000000000001";

const speaking = (language: "da" | "en"): Speaking => ({
  t: sayIn(language),
  l: labelsIn(language),
  names: new Map([[ID, "Rapportkørsel"]]),
});
const entry = (kind: string, more: Partial<Entry> = {}): Entry => ({
  id: "1",
  at: null,
  kind,
  detail: "",
  providerId: null,
  person: null,
  by: null,
  ...more,
});
const da = (one: Entry) => sentenceOf(one, speaking("da"));

it("says who gave whom which role", () => {
  const given = entry("role_given", { person: KAREN, by: HANNE, detail: "local_superuser" });
  expect(da(given)).toBe("Hanne Lyngsø gav Karen Holmgaard rollen Lokal superbruger.");
  expect(sentenceOf(given, speaking("en"))).toBe(
    "Hanne Lyngsø gave Karen Holmgaard the role Local superuser.",
  );
  expect(da({ ...given, by: null })).toContain("En driftsansvarlig gav");
});

it("says why a sign-in was refused, and of whom where it is known", () => {
  expect(da(entry("sign_in_refused", { detail: "email domain" }))).toBe(
    "Et login blev afvist: e-mailadressen hører ikke til et domæne, jeres login må sige god for.",
  );
  const known = entry("sign_in_refused", { detail: "person_disabled", person: KAREN });
  expect(da(known)).toBe("Karen Holmgaard blev afvist ved login: personen er lukket ude.");
});

it("tells locking out and letting in apart, and who did it", () => {
  const of = (detail: string, by: Entry["by"] = null) =>
    da(entry("person_changed", { person: KAREN, by, detail }));
  expect(of("disabled", HANNE)).toContain("Hanne Lyngsø lukkede Karen Holmgaard ude");
  expect(of("enabled")).toContain("En driftsansvarlig lukkede Karen Holmgaard ind igen");
  expect(of("kept out by provisioning")).toContain("Jeres eget system slog Karen Holmgaard fra");
});

it("names a thing where its name is known, and else says its id", () => {
  const made = entry("client_created", { person: HANNE, detail: ID });
  expect(da(made)).toBe("Hanne Lyngsø gav programmet Rapportkørsel adgang.");
  expect(da({ ...made, detail: "gone" })).toBe("Hanne Lyngsø gav programmet «gone» adgang.");
});

it("says a kind, a reason, a role and a detail that are unknown by their codes", () => {
  expect(da(entry("moon_landed", { detail: "eagle" }))).toBe("moon_landed: eagle");
  expect(nameOfKind("moon_landed", sayIn("da"))).toBe("moon_landed");
  expect(da(entry("sign_in_refused", { detail: "sunspots" }))).toContain("sunspots");
  expect(da(entry("role_given", { person: KAREN, by: HANNE, detail: "king" }))).toContain("king");
  expect(da(entry("person_changed", { person: KAREN, detail: "odd" }))).toBe(
    "Adgangen blev ændret for Karen Holmgaard.",
  );
});

it("every kind is told in both languages with nothing left open, and can be chosen", () => {
  for (const kind of Object.keys(KINDS)) {
    for (const language of ["da", "en"] as const) {
      const said = sentenceOf(
        entry(kind, { person: KAREN, by: HANNE, detail: "x" }),
        speaking(language),
      );
      expect(said, kind).not.toMatch(/[{}]|undefined/);
      expect(said, kind).toMatch(/\.$/);
    }
  }
  expect(GROUPS.flatMap((group) => group.kinds).toSorted()).toEqual(Object.keys(KINDS).toSorted());
  expect(kindsOf("login")).toContain("signed_in");
  expect(kindsOf("role_given")).toEqual(["role_given"]);
  expect(kindsOf("toString")).toEqual([]);
  expect(kindsOf(null)).toEqual([]);
});
