import { texts } from "../texts/texts.ts";

export const ui = texts("ui", {
  close: { da: "Luk", en: "Close" },
  cancel: { da: "Fortryd", en: "Cancel" },
  save: { da: "Gem", en: "Save" },
  loading: { da: "Henter …", en: "Loading …" },
  slow: {
    da: "Det tager længere tid end normalt. Vi venter stadig på svar.",
    en: "This is taking longer than usual. We are still waiting for an answer.",
  },
  tryAgain: { da: "Prøv igen", en: "Try again" },
  failed: { da: "Det lykkedes ikke", en: "It did not work" },
  offline: {
    da: "Der er ingen forbindelse til Genvej. Se efter, om du er på nettet, og prøv igen.",
    en: "There is no connection to Genvej. Check that you are online and try again.",
  },
  remove: { da: "Fjern {what}", en: "Remove {what}" },
  add: { da: "Tilføj", en: "Add" },
  required: { da: "skal udfyldes", en: "required" },
  optional: { da: "frivilligt", en: "optional" },
  charactersLeft: {
    da: "{count, plural, one {# tegn tilbage} other {# tegn tilbage}}",
    en: "{count, plural, one {# character left} other {# characters left}}",
  },
  charactersOver: {
    da: "{count, plural, one {# tegn for meget} other {# tegn for meget}}",
    en: "{count, plural, one {# character too many} other {# characters too many}}",
  },
  choose: { da: "Vælg", en: "Choose" },
  notStated: { da: "Ikke oplyst", en: "Not stated" },
  yes: { da: "Ja", en: "Yes" },
  no: { da: "Nej", en: "No" },
  signInFirst: { da: "Log ind for at fortsætte", en: "Sign in to continue" },
  signInWhy: {
    da: "Det her er for dig, der arbejder i en kommune, en region eller staten. Du kommer tilbage hertil bagefter.",
    en: "This is for people who work in a municipality, a region or the state. You come back here afterwards.",
  },
  sessionUnknown: {
    da: "Vi kunne ikke se, om du er logget ind. Det, du har skrevet i en formular, er gemt i din browser.",
    en: "We could not see whether you are signed in. What you wrote in a form is kept in your browser.",
  },
  signIn: { da: "Log ind", en: "Sign in" },
  fieldsAtFault: { da: "Ret det her, og prøv igen:", en: "Mend this and try again:" },
  previous: { da: "Forrige", en: "Previous" },
  next: { da: "Næste", en: "Next" },
  more: { da: "Vis flere", en: "Show more" },
  fetching: { da: "Filen hentes …", en: "Fetching the file …" },
  excel: { da: "Excel", en: "Excel" },
  csv: { da: "CSV", en: "CSV" },
  json: { da: "JSON", en: "JSON" },
  print: { da: "Udskriv", en: "Print" },
});
