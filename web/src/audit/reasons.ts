import { texts } from "../texts/texts.ts";

/** Why a sign-in came to nothing, by the word that the log has for it. */
const REASONS = {
  no_provider: {
    da: "organisationen har intet login, der er slået til",
    en: "the organisation has no sign-in that is turned on",
  },
  attempt_invalid: {
    da: "forsøget var for gammelt, brugt i forvejen eller begyndt i en anden browser",
    en: "the attempt was too old, used before, or begun in another browser",
  },
  provider_unavailable: {
    da: "jeres login svarede ikke",
    en: "your sign-in did not answer",
  },
  denied: {
    da: "jeres login eller personen selv sagde nej",
    en: "your sign-in or the person said no",
  },
  person_disabled: { da: "personen er lukket ude", en: "the person is locked out" },
  redirect_unknown: {
    da: "Genvej blev åbnet på en adresse, det ikke er sat op til",
    en: "Genvej was opened at an address that it is not set up for",
  },
  "other organisation": {
    da: "jeres login sagde, at personen hører til en anden organisation",
    en: "your sign-in said that the person belongs to another organisation",
  },
  "no organisation": {
    da: "jeres login sagde ikke, hvilken organisation personen hører til",
    en: "your sign-in did not say which organisation the person belongs to",
  },
  "platform role": {
    da: "jeres login gav en rolle, der gælder ud over jeres organisation",
    en: "your sign-in gave a role that reaches beyond your organisation",
  },
  subject: {
    da: "jeres login sagde ikke, hvem personen er, på en måde, Genvej kan bruge",
    en: "your sign-in did not say who the person is in a way that Genvej can use",
  },
  "civil registration number as subject": {
    da: "jeres login brugte et CPR-nummer som navn for personen, og det tager Genvej ikke imod",
    en: "your sign-in used a civil registration number to name the person, which Genvej does not accept",
  },
  "email domain": {
    da: "e-mailadressen hører ikke til et domæne, jeres login må sige god for",
    en: "the e-mail address is in no domain that your sign-in may vouch for",
  },
  "person of another organisation": {
    da: "personen er kendt fra en anden organisation; en driftsansvarlig må se på det",
    en: "the person is known from another organisation; an operator must look at it",
  },
  "iss parameter": {
    da: "svaret kom fra et andet login end det, der blev spurgt",
    en: "the answer came from another provider than the one that was asked",
  },
  "provider misconfigured": {
    da: "login er sat forkert op",
    en: "the provider is set up wrongly",
  },
  "no token endpoint": {
    da: "jeres login siger ikke, hvor svaret hentes",
    en: "your sign-in does not say where its answer is fetched",
  },
  "code refused": {
    da: "jeres login tog ikke imod Genvej; se efter, om klient-id og hemmelighed er rigtige",
    en: "your sign-in did not accept Genvej; check the client id and secret",
  },
  "no ID token": {
    da: "jeres login sagde ikke, hvem personen er",
    en: "your sign-in did not say who the person is",
  },
  "key unknown": {
    da: "svaret var underskrevet med en nøgle, jeres login ikke kendes ved",
    en: "the answer was signed with a key that your sign-in does not own up to",
  },
  signature: {
    da: "underskriften på svaret var forkert",
    en: "the signature of the answer was wrong",
  },
  algorithm: {
    da: "svaret var underskrevet på en måde, Genvej ikke godtager",
    en: "the answer was signed in a way that Genvej does not accept",
  },
  issuer: {
    da: "svaret kom fra en anden udsteder end den, der er sat op",
    en: "the answer came from another issuer than the one that is set up",
  },
  audience: { da: "svaret var ikke til Genvej", en: "the answer was not meant for Genvej" },
  "authorized party": {
    da: "svaret var givet til et andet program",
    en: "the answer was given to another program",
  },
  nonce: {
    da: "svaret hørte til et andet forsøg på at logge ind",
    en: "the answer belonged to another attempt to sign in",
  },
  "issue time": {
    da: "urene går ikke ens, eller svaret var for gammelt",
    en: "the clocks differ, or the answer was too old",
  },
  expired: { da: "svaret var udløbet", en: "the answer had expired" },
  "no auth_time": {
    da: "udbyderen sagde ikke, hvornår personen sidst loggede ind dér (auth_time)",
    en: "the provider did not say when the person last signed in there (auth_time)",
  },
  auth_time: {
    da: "personen blev ikke bedt om at logge ind igen",
    en: "the person was not asked to sign in again",
  },
  "another person": {
    da: "det var en anden end den, der var logget ind, eller det login var slut",
    en: "it was somebody else than who was signed in, or that sign-in was over",
  },
  claims: { da: "svaret kunne ikke læses", en: "the answer could not be read" },
};

export const reasons = texts("auditReason", REASONS);

/** Why, where it is known here. */
export function reasonOf(word: string) {
  return Object.hasOwn(reasons, word) ? reasons[word as keyof typeof reasons] : null;
}
