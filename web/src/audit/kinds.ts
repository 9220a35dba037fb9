import type { AuditKind } from "../client/kinds.d.ts";
import type { Text } from "../texts/texts.ts";
import { groupNames } from "./texts.ts";

interface Named {
  /** What the kind is called where one chooses it. */
  da: string;
  en: string;
  /** What an entry of it says. In it: `person` whom it is about, `by` who did it, `what` the thing. */
  tells: { da: string; en: string };
}

/** Every kind of entry. One that the server has and that has no words here does not compile. */
export const KINDS: Record<AuditKind, Named> = {
  signed_in: {
    da: "Logget ind",
    en: "Signed in",
    tells: { da: "{person} loggede ind.", en: "{person} signed in." },
  },
  signed_out: {
    da: "Logget ud",
    en: "Signed out",
    tells: { da: "{person} loggede ud.", en: "{person} signed out." },
  },
  sign_in_refused: {
    da: "Login afvist",
    en: "Sign-in refused",
    tells: { da: "Et login blev afvist: {what}", en: "A sign-in was refused: {what}" },
  },
  sessions_ended: {
    da: "Logget ud andre steder",
    en: "Signed out elsewhere",
    tells: {
      da: "{person} loggede sig selv ud i en anden browser.",
      en: "{person} signed out in another browser.",
    },
  },
  provider_logout: {
    da: "Logget ud af loginudbyderen",
    en: "Signed out by the provider",
    tells: {
      da: "Loginudbyderen {what} loggede nogen ud.",
      en: "The identity provider {what} signed somebody out.",
    },
  },
  confirmed: {
    da: "Bekræftet, hvem man er",
    en: "Confirmed who one is",
    tells: {
      da: "{person} loggede ind igen for at bekræfte, hvem det er.",
      en: "{person} signed in once more to confirm who it is.",
    },
  },
  session_key_reused: {
    da: "Login brugt to steder",
    en: "Sign-in used in two places",
    tells: {
      da: "Et login for {person} blev brugt med en nøgle, der var skiftet ud, og blev lukket. Nogen kan have kopieret det.",
      en: "A sign-in of {person} was used with a key that had been replaced, and was ended. Somebody may have copied it.",
    },
  },
  person_changed: {
    da: "Lukket ude eller ind",
    en: "Locked out or let in",
    tells: { da: "Adgangen blev ændret for {person}.", en: "The access of {person} was changed." },
  },
  role_given: {
    da: "Rolle givet",
    en: "Role given",
    tells: { da: "{by} gav {person} rollen {what}.", en: "{by} gave {person} the role {what}." },
  },
  role_taken: {
    da: "Rolle fjernet",
    en: "Role taken",
    tells: {
      da: "{by} fjernede rollen {what} fra {person}.",
      en: "{by} took the role {what} from {person}.",
    },
  },
  group_changed: {
    da: "Gruppe ændret",
    en: "Group changed",
    tells: {
      da: "Jeres eget system ændrede, hvem der er i gruppen {what}.",
      en: "Your own system changed who is in the group {what}.",
    },
  },
  group_mapped: {
    da: "Gruppens roller ændret",
    en: "Roles of a group changed",
    tells: {
      da: "{person} ændrede, hvilke roller gruppen {what} giver.",
      en: "{person} changed which roles the group {what} gives.",
    },
  },
  organisation_imported: {
    da: "Brugere og afdelinger hentet",
    en: "People and departments taken over",
    tells: {
      da: "Brugere og afdelinger blev hentet fra jeres eget system med {what}.",
      en: "People and departments were taken over from your own system with {what}.",
    },
  },
  provider_saved: {
    da: "Loginudbyder ændret",
    en: "Identity provider changed",
    tells: {
      da: "{by} ændrede loginudbyderen {what}.",
      en: "{by} changed the identity provider {what}.",
    },
  },
  provider_tested: {
    da: "Loginudbyder prøvet",
    en: "Identity provider tried",
    tells: {
      da: "{by} prøvede loginudbyderen {what}.",
      en: "{by} tried the identity provider {what}.",
    },
  },
  robot_token_issued: {
    da: "Robotnøgle lavet",
    en: "Robot token made",
    tells: {
      da: "{person} lavede robotnøglen {what}.",
      en: "{person} made the robot token {what}.",
    },
  },
  robot_token_revoked: {
    da: "Robotnøgle trukket tilbage",
    en: "Robot token revoked",
    tells: {
      da: "{person} trak robotnøglen {what} tilbage.",
      en: "{person} revoked the robot token {what}.",
    },
  },
  client_created: {
    da: "Program fik adgang",
    en: "Program let in",
    tells: {
      da: "{person} gav programmet {what} adgang.",
      en: "{person} let the program {what} in.",
    },
  },
  client_rotated: {
    da: "Programs nøgle skiftet",
    en: "Secret of a program changed",
    tells: {
      da: "{person} gav programmet {what} en ny nøgle.",
      en: "{person} gave the program {what} another secret.",
    },
  },
  client_revoked: {
    da: "Programs adgang fjernet",
    en: "Program shut out",
    tells: {
      da: "{person} fjernede adgangen for programmet {what}.",
      en: "{person} shut the program {what} out.",
    },
  },
  client_refused: {
    da: "Program afvist",
    en: "Program refused",
    tells: {
      da: "Nogen brugte en forkert nøgle til programmet {what}.",
      en: "Somebody used a wrong secret of the program {what}.",
    },
  },
  job_token: {
    da: "Opgave i driften fik en nøgle",
    en: "Token for a job of the operator's",
    tells: {
      da: "En driftsansvarlig lod opgaven {what} arbejde for organisationen.",
      en: "An operator let the job {what} work for the organisation.",
    },
  },
  key_made: {
    da: "Underskriftsnøgle lavet",
    en: "Signing key made",
    tells: {
      da: "Genvej fik en ny nøgle at underskrive med: {what}.",
      en: "Genvej got a new key to sign with: {what}.",
    },
  },
  organisation_saved: {
    da: "Organisationens stamdata ændret",
    en: "Organisation added or changed",
    tells: {
      da: "{by} ændrede det, Genvej ved om organisationen (navn, slags, region).",
      en: "{by} changed what Genvej knows of the organisation (name, kind, region).",
    },
  },
  organisation_changed: {
    da: "Organisationen lukket ude eller ind",
    en: "Organisation locked out or let in",
    tells: {
      da: "Adgangen blev ændret for hele organisationen.",
      en: "The access of the whole organisation was changed.",
    },
  },
};

/** The kinds in the order that they are chosen from. */
export const GROUPS: { key: string; name: Text; kinds: AuditKind[] }[] = [
  {
    key: "login",
    name: groupNames.signIns,
    kinds: [
      "signed_in",
      "signed_out",
      "sign_in_refused",
      "confirmed",
      "sessions_ended",
      "session_key_reused",
      "provider_logout",
    ],
  },
  {
    key: "brugere",
    name: groupNames.people,
    kinds: [
      "role_given",
      "role_taken",
      "person_changed",
      "group_mapped",
      "group_changed",
      "organisation_imported",
    ],
  },
  { key: "udbydere", name: groupNames.sign, kinds: ["provider_saved", "provider_tested"] },
  {
    key: "noegler",
    name: groupNames.keys,
    kinds: [
      "robot_token_issued",
      "robot_token_revoked",
      "client_created",
      "client_rotated",
      "client_revoked",
      "client_refused",
      "job_token",
      "key_made",
    ],
  },
  {
    key: "organisation",
    name: groupNames.organisations,
    kinds: ["organisation_saved", "organisation_changed"],
  },
];

/** A kind that has words here. */
export function isKnown(kind: string): kind is AuditKind {
  return Object.hasOwn(KINDS, kind);
}

/** The kinds that a choice stands for; all of them, an empty list, where it is none. */
export function kindsOf(choice: string | null): string[] {
  const group = GROUPS.find((one) => one.key === choice);
  if (group) return group.kinds;
  return choice && isKnown(choice) ? [choice] : [];
}
