import { texts } from "../texts/texts.ts";

export const profile = texts("profile", {
  title: { da: "Din profil", en: "Your profile" },
  lead: {
    da: "Hvem du er i Genvej, hvad du må, og hvad du får besked om.",
    en: "Who you are in Genvej, what you may do, and what you are told of.",
  },
  you: { da: "Dig", en: "You" },
  name: { da: "Navn", en: "Name" },
  email: { da: "E-mail", en: "E-mail" },
  organisation: { da: "Organisation", en: "Organisation" },
  coversUnits: {
    da: "Dækker {count, plural, one {# afdeling} other {# afdelinger}}, når underafdelinger regnes med.",
    en: "Covers {count, plural, one {# department} other {# departments}}, counting sub-departments.",
  },
  coversNothing: {
    da: "Dækker ingen afdelinger og ingen KLE-numre endnu.",
    en: "Covers no departments and no KLE numbers yet.",
  },
  fromThem: {
    da: "Oplysningerne kommer fra din organisations login og rettes dér.",
    en: "These come from your organisation's sign-in and are corrected there.",
  },
  roles: { da: "Det må du", en: "What you may do" },
  language: { da: "Sprog", en: "Language" },
  languageHint: {
    da: "Huskes i denne browser.",
    en: "Remembered in this browser.",
  },
  told: { da: "Det får du besked om", en: "What you are told of" },
  toldWhy: {
    da: "Beskederne ligger i indbakken, og tallet ved Indbakke øverst viser, hvor mange du ikke har læst. Genvej sender ikke mails.",
    en: "You are told in your inbox, and the number at Inbox above says how many you have not read. Genvej sends no e-mail.",
  },
  choose: { da: "Vælg, hvad du får besked om", en: "Choose what you are told of" },
  followedCases: { da: "Løsninger, du følger", en: "Cases that you follow" },
  searches: { da: "Gemte søgninger og deres beskeder", en: "Saved searches and their alerts" },
  findOrganisations: { da: "Find organisationer at følge", en: "Find organisations to follow" },
});

/** What each role gives the right to. */
export const rights = texts("rights", {
  READER: {
    da: "Se det, der er delt med din organisation, følge løsninger og gemme søgninger.",
    en: "See what is shared with your organisation, follow cases and save searches.",
  },
  CONTRIBUTOR: {
    da: "Oprette løsninger, rette dem, du er med på, kommentere, spørge og genbruge.",
    en: "Register cases, edit those that you are on, comment, ask and reuse.",
  },
  LOCAL_SUPERUSER: {
    da: "Rette de løsninger, din rolle dækker ved deres afdelinger eller KLE-numre.",
    en: "Edit the cases that your role covers by their departments or KLE numbers.",
  },
  SUPERUSER: {
    da: "Rette alle organisationens løsninger, dele dem, og svare på invitationer om fælles ejerskab.",
    en: "Edit all cases of the organisation, share them, and answer invitations to own together.",
  },
  ADMINISTRATOR: {
    da: "Styre organisationens profil, folk, roller og login.",
    en: "Manage the profile, people, roles and sign-in of the organisation.",
  },
  API_ADMINISTRATOR: {
    da: "Give programmer og robotter adgang på organisationens vegne.",
    en: "Give programs and robots access for the organisation.",
  },
  COORDINATOR: {
    da: "Tælle på tværs af organisationer og offentliggøre kvartaler.",
    en: "Count across organisations and publish quarters.",
  },
  CATALOGUE_EDITOR: {
    da: "Holde orden i de fælles kataloger.",
    en: "Keep the common catalogues in order.",
  },
  OPERATOR: { da: "Holde Genvej i drift.", en: "Keep Genvej running." },
});
