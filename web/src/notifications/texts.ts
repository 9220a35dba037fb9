import { texts } from "../texts/texts.ts";

export const notifications = texts("notifications", {
  title: { da: "Vælg dine beskeder", en: "Choose what you are told of" },
  lead: {
    da: "Her vælger du, hvad der kommer i din indbakke. Valget gemmes med det samme og gælder det, der sker fra nu af.",
    en: "Choose what comes into your inbox. It is saved at once, and holds for what happens from now on.",
  },
  missed: {
    da: "Det, der sker, mens noget er slået fra, får du heller ikke besked om senere. Det, du allerede har fået, bliver liggende.",
    en: "What happens while something is turned off is not told later either. What you were told already stays.",
  },
  back: { da: "Til din profil", en: "To your profile" },
  onYourCases: { da: "Løsninger, du er med på", en: "Cases that you are on" },
  toYou: { da: "Svar til dig", en: "Answers to you" },
  followed: { da: "Det, du følger", en: "What you follow" },
  turnedOn: { da: "Slået til: {what}", en: "Turned on: {what}" },
  turnedOff: { da: "Slået fra: {what}", en: "Turned off: {what}" },
  always: { da: "Altid", en: "Always" },
  elsewhere: { da: "Det står andre steder", en: "What is told elsewhere" },
  waiting: {
    da: "Når nogen beder din organisation om at eje eller lede en løsning, står det øverst i indbakken hos dem, der kan svare, til I har svaret. Det kan ikke slås fra.",
    en: "When somebody asks your organisation to own or lead a case, it is at the top of the inbox of those who can answer, until you have answered. It cannot be turned off.",
  },
  overdue: {
    da: "Løsninger, nogen bør se igennem igen, står på Min organisation.",
    en: "Cases that are due for a look are shown at My organisation.",
  },
});

/** What happens, as whoever is told of it would say it. */
export const happenings = texts("happenings", {
  COMMENTED: { da: "Nogen kommenterer løsningen", en: "Somebody comments on the case" },
  ENQUIRY_RECEIVED: {
    da: "En anden organisation spørger jer om løsningen",
    en: "Another organisation asks you about the case",
  },
  ERROR_REPORTED: {
    da: "Nogen melder en fejl i beskrivelsen",
    en: "Somebody reports an error on the record",
  },
  CONSENT_ASKED: {
    da: "En paraply beder om at have løsningen med",
    en: "A collection asks to have the case in it",
  },
  REUSE_BEGUN: {
    da: "Nogen begynder at genbruge løsningen",
    en: "Somebody begins to reuse the case",
  },
  REUSE_PROGRESSED: {
    da: "Et genbrug kommer videre eller stopper",
    en: "A reuse gets further, or stops",
  },
  MENTIONED: { da: "Nogen nævner dig i en kommentar", en: "Somebody mentions you in a comment" },
  ANSWERED: { da: "Nogen svarer på din kommentar", en: "Somebody answers your comment" },
  ENQUIRY_ANSWERED: {
    da: "Der er nyt i en henvendelse, du er med i",
    en: "There is more in an enquiry that you take part in",
  },
  ERROR_RESOLVED: {
    da: "Ejerne svarer på en fejl, du har meldt",
    en: "The owners answer an error that you reported",
  },
  CONSENT_ANSWERED: {
    da: "Ejerne svarer på, om deres løsning må være med i en paraply",
    en: "The owners answer whether their case may be in a collection",
  },
  FOLLOWED: { da: "En løsning, du følger, ændrer sig", en: "A case that you follow changes" },
  NEW_CASE: {
    da: "Der er nyt fra en organisation eller i et fagområde, du følger",
    en: "There is something new of an organisation or in a subject area that you follow",
  },
  FOUND_BY_SEARCH: {
    da: "En søgning, du følger, finder noget nyt",
    en: "A search that you follow finds something new",
  },
});

/** Why some of it cannot be turned off. */
export const binding = texts("binding", {
  ERROR_REPORTED: {
    da: "Kan ikke slås fra: der er en frist for at svare.",
    en: "Cannot be turned off: there is a last day to answer.",
  },
  CONSENT_ASKED: {
    da: "Kan ikke slås fra: de venter på et ja eller nej.",
    en: "Cannot be turned off: they wait for a yes or a no.",
  },
  other: {
    da: "Kan ikke slås fra: andre venter på svar.",
    en: "Cannot be turned off: others wait for an answer.",
  },
});
