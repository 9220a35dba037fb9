import { texts } from "../texts/texts.ts";

export const audit = texts("audit", {
  title: { da: "Log", en: "Log" },
  lead: {
    da: "Hvem der har logget ind, hvad der blev afvist, og hvem der har ændret roller, nøgler og login hos {organisation}. Det nyeste står øverst.",
    en: "Who signed in, what was refused, and who changed roles, keys and sign-in at {organisation}. The newest comes first.",
  },
  installationTitle: { da: "Log for hele Genvej", en: "Log of all of Genvej" },
  installationLead: {
    da: "Det, der ikke hører til en enkelt organisation: nøgler, og login, som ingen kan kendes ved. Hver organisations egen log læser dens administrator.",
    en: "What belongs to no single organisation: keys, and sign-ins that nobody is known by. Each organisation's own log is read by its administrator.",
  },
  kind: { da: "Hvad", en: "What" },
  everything: { da: "Alt", en: "Everything" },
  person: { da: "Person", en: "Person" },
  personFind: { da: "Kun om en person", en: "Only about one person" },
  personNone: { da: "Ingen hedder sådan her.", en: "Nobody here is called so." },
  onlyAbout: { da: "Kun om {name}", en: "Only about {name}" },
  at: { da: "Tidspunkt", en: "Time" },
  happened: { da: "Hændelse", en: "What happened" },
  list: { da: "Hændelser, det nyeste først", en: "What happened, the newest first" },
  page: { da: "Side {page}", en: "Page {page}" },
  none: { da: "Der er ikke sket noget af den slags", en: "Nothing of that kind has happened" },
  noneWhy: {
    da: "Vælg Alt, eller fjern personen, for at se mere.",
    en: "Choose Everything, or remove the person, to see more.",
  },
  nothingMore: { da: "Der er ikke mere i loggen.", en: "There is no more in the log." },
  nothingOfPerson: {
    da: "Der står ikke noget om personen i loggen endnu.",
    en: "The log has nothing about this person yet.",
  },
  refused: { da: "Afvist", en: "Refused" },
  kept: {
    da: "Loggen bliver gemt. Kun afviste login, som ingen kan kendes ved, slettes efter 30 dage.",
    en: "The log is kept. Only refused sign-ins that nobody is known by are deleted after 30 days.",
  },
  somebody: { da: "En ukendt person", en: "An unknown person" },
  somebodyInside: { da: "en ukendt person", en: "an unknown person" },
  operator: { da: "En driftsansvarlig", en: "An operator" },
  somethingUnknown: { da: "«{id}»", en: "“{id}”" },
});

/** Kinds of entries that belong together. */
export const groupNames = texts("auditGroup", {
  signIns: { da: "Login", en: "Signing in" },
  people: { da: "Brugere og roller", en: "People and roles" },
  sign: { da: "Loginudbydere", en: "Identity providers" },
  keys: { da: "Nøgler og programmer", en: "Keys and programs" },
  organisations: { da: "Organisationen", en: "The organisation" },
});

/** What is told where an entry says more than its kind. */
export const closer = texts("auditCloser", {
  enabled: { da: "{by} lukkede {person} ind igen.", en: "{by} let {person} in again." },
  disabled: {
    da: "{by} lukkede {person} ude. Alle sessioner sluttede.",
    en: "{by} locked {person} out. All sessions ended.",
  },
  keptOut: {
    da: "Jeres eget system slog {person} fra. Alle sessioner sluttede.",
    en: "Your own system switched {person} off. All sessions ended.",
  },
  letIn: {
    da: "Jeres eget system slog {person} til igen.",
    en: "Your own system switched {person} on again.",
  },
  providerAdded: {
    da: "{by} tilføjede loginudbyderen {what}.",
    en: "{by} added the identity provider {what}.",
  },
  locked: {
    da: "En driftsansvarlig lukkede hele organisationen ude. Alle sessioner sluttede.",
    en: "An operator locked the whole organisation out. All sessions ended.",
  },
  unlocked: {
    da: "En driftsansvarlig lukkede organisationen ind igen.",
    en: "An operator let the organisation in again.",
  },
  allSessions: {
    da: "{person} loggede sig selv ud alle steder.",
    en: "{person} signed out everywhere.",
  },
  refusedSomebody: {
    da: "{person} blev afvist ved login: {what}",
    en: "{person} was refused at sign-in: {what}",
  },
});
