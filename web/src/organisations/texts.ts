import { texts } from "../texts/texts.ts";

export const organisations = texts("organisations", {
  title: { da: "Organisationer", en: "Organisations" },
  lead: {
    da: "Kommuner, regioner og andre, der kan dele løsninger i Genvej.",
    en: "Municipalities, regions and others that can share cases in Genvej.",
  },
  name: { da: "Navn", en: "Name" },
  search: { da: "Navn eller CVR-nummer", en: "Name or CVR number" },
  kind: { da: "Slags", en: "Kind" },
  allKinds: { da: "Alle slags", en: "All kinds" },
  region: { da: "Region", en: "Region" },
  allRegions: { da: "Hele landet", en: "The whole country" },
  inhabitants: { da: "Indbyggere", en: "Inhabitants" },
  cases: { da: "Løsninger", en: "Cases" },
  onlySharing: {
    da: "Vis kun dem, der har delt noget",
    en: "Show only those that have shared something",
  },
  found: {
    da: "{count, plural, =0 {Ingen organisationer} one {# organisation} other {# organisationer}}",
    en: "{count, plural, =0 {No organisations} one {# organisation} other {# organisations}}",
  },
  list: { da: "Organisationer som tabel", en: "Organisations as a table" },
  none: { da: "Organisationen findes ikke", en: "There is no such organisation" },
  noneWhy: {
    da: "Se alle organisationer, og find den på listen.",
    en: "See all organisations, and find it in the list.",
  },
  all: { da: "Alle organisationer", en: "All organisations" },
  cvr: { da: "CVR-nummer", en: "CVR number" },
  demo: { da: "Nummeret er opdigtet til demoen", en: "The number is made up for the demo" },
  code: { da: "Kommunekode", en: "Municipality code" },
  ends: { da: "Ophører", en: "Ends" },
  successor: { da: "Bliver del af", en: "Becomes part of" },
  members: { da: "Medlemmer", en: "Members" },
  contact: { da: "Hvem du kan spørge", en: "Whom you can ask" },
  contactSignIn: {
    da: "Log ind for at se, hvem du kan spørge, og hvad de bruger.",
    en: "Sign in to see whom you can ask and what they use.",
  },
  uses: { da: "Det bruger de", en: "What they use" },
  theirCases: { da: "Deres løsninger", en: "Their cases" },
  noCases: {
    da: "De har ikke delt noget, du kan se.",
    en: "They have shared nothing that you can see.",
  },
  follow: { da: "Følg organisationen", en: "Follow the organisation" },
  following: { da: "Du følger organisationen", en: "You follow the organisation" },
  followed: {
    da: "Du får besked i indbakken, når de deler noget med dig.",
    en: "You are told in your inbox when they share something with you.",
  },
  unfollowed: { da: "Du følger dem ikke længere.", en: "You no longer follow them." },
});
