import { texts } from "../../texts/texts.ts";

/** What each command is for. */
export const commands = texts("commands", {
  emergency: { da: "Når det haster", en: "When it is urgent" },
  gettingIn: { da: "Luk nogen ind", en: "Let somebody in" },
  data: { da: "Hent ind og flyt", en: "Take in and move" },
  keeping: { da: "Pas på loggen", en: "Look after the log" },
  running: { da: "Hold det kørende", en: "Keep it running" },
  lock: {
    da: "Lukker en person eller en hel organisation ude, overalt og inden for sekunder. Deres løsninger er, som de var.",
    en: "Locks a person or a whole organisation out, everywhere and within seconds. Their cases are as they were.",
  },
  unlock: {
    da: "Lukker dem ind igen. Sessioner, der sluttede, forbliver sluttede.",
    en: "Lets them in again. Sessions that ended stay ended.",
  },
  keys: {
    da: "Viser nøglerne, som Genvej underskriver med, og laver en ny. Med --at-once, når andre har dem.",
    en: "Shows the keys that Genvej signs with, and makes another one. With --at-once when somebody else has them.",
  },
  organisations: {
    da: "Lægger mange organisationer ind fra en fil. En enkelt tilføjer du under Organisationer.",
    en: "Adds many organisations from a file. A single one is added under Organisations.",
  },
  provider: {
    da: "Lader en organisations folk logge ind ved en OpenID-udbyder, med hemmeligheden i en fil.",
    en: "Lets an organisation's people sign in at an OpenID provider, with its secret in a file.",
  },
  people: {
    da: "Viser, hvem der har logget ind, og giver og tager roller. Sådan får en organisation sin første administrator, og sådan gives koordinator, katalogredaktør og driftsansvarlig.",
    en: "Shows who has signed in, and gives and takes roles. So an organisation gets its first administrator, and so coordinator, catalogue editor and operator are given.",
  },
  units: {
    da: "Lægger en organisations afdelinger ind i stedet for dem, der er.",
    en: "Puts an organisation's departments in the place of those that it has.",
  },
  imports: {
    da: "Indlæser løsninger fra en fil for en organisation. Prøv først med --dry-run.",
    en: "Takes cases in from a file for an organisation. Try with --dry-run first.",
  },
  catalogue: {
    da: "Henter det, andre udgiver: KLE, FORM og KITOS' it-systemer.",
    en: "Takes over what others publish: KLE, FORM and the IT systems of KITOS.",
  },
  handover: {
    da: "Overdrager en ophørt organisations løsninger til dens efterfølger.",
    en: "Hands the cases of an organisation that has ended over to its successor.",
  },
  backup: {
    da: "Tager sikkerhedskopi, mens tjenesterne kører. Med --check efterses den.",
    en: "Backs up while the services run. With --check it is inspected.",
  },
  restore: {
    da: "Lægger en sikkerhedskopi tilbage i en tom log, helt eller til et tidspunkt.",
    en: "Puts a backup into an empty log, whole or until a moment.",
  },
  verify: {
    da: "Holder loggen op mod sine beviser, og siger, hvilken hændelse der er rørt først.",
    en: "Holds the log against its proofs, and says which event was touched first.",
  },
  log: {
    da: "Giver det underskrevne hoved og nøglen, som andre kan gemme.",
    en: "Gives the signed head and the key, for others to keep.",
  },
  projections: {
    da: "Viser, hvor langt læsemodellerne er, og hvad der er parkeret, og får det videre.",
    en: "Shows how far the read models are and what is parked, and gets it going.",
  },
  rebuild: {
    da: "Bygger læsemodellerne igen fra loggen, ved siden af tjenester, der kører.",
    en: "Builds the read models anew from the log, beside running services.",
  },
  up: { da: "Starter alle tjenester i én proces.", en: "Starts all services in one process." },
  check: {
    da: "Siger, om en tjenestes indstillinger kan bruges, og starter den ikke. Uden --check starter den alene.",
    en: "Says whether a service's settings can be used, and does not start it. Without --check it starts alone.",
  },
});
