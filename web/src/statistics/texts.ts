import { texts } from "../texts/texts.ts";

export const statistics = texts("statistics", {
  title: { da: "Statistik", en: "Statistics" },
  leadSignedOut: {
    da: "Hvad løsningerne bliver til, talt over det, der er delt offentligt. Log ind for at tælle alt, der er delt med dig.",
    en: "What the cases add up to, counted over what is shared with the public. Sign in to count all that is shared with you.",
  },
  leadSignedIn: {
    da: "Hvad løsningerne bliver til, talt over det, du må tælle.",
    en: "What the cases add up to, counted over what you may count.",
  },
  apart: {
    da: "Forventet og målt lægges aldrig sammen, og det, der ikke er oplyst, tæller ikke som 0. Under hvert tal står, hvor mange løsninger det hviler på.",
    en: "Expected and measured are never added together, and what is not stated does not count as 0. Below each figure stands how many cases it rests on.",
  },
  by: { da: "Fordel efter", en: "Split by" },
  andBy: { da: "Og efter", en: "And by" },
  nothing: { da: "Ingenting", en: "Nothing" },
  per: { da: "Regn", en: "Count" },
  perNothing: { da: "I alt", en: "In all" },
  perInhabitants: { da: "Pr. 1.000 indbyggere", en: "Per 1,000 inhabitants" },
  perNote: {
    da: "Kun kommuner, hvis indbyggertal er kendt.",
    en: "Only municipalities whose number of inhabitants is known.",
  },
  overlapping: {
    da: "En løsning kan høre til flere steder og tæller så hvert sted. I alt tæller den én gang.",
    en: "A case may belong in several places and then counts in each. In all it counts once.",
  },
  without: { da: "Uden tal", en: "Without figures" },
  asOf: { da: "Som det var den", en: "As it was on" },
  asOfHint: { da: "Tomt betyder nu.", en: "Empty means now." },
  measure: { da: "Vis som søjler", en: "Show as bars" },
  total: { da: "I alt", en: "In all" },
  cases: { da: "Løsninger", en: "Cases" },
  organisations: { da: "Organisationer", en: "Organisations" },
  expectedHours: { da: "Forventede timer/år", en: "Expected hours/year" },
  measuredHours: { da: "Målte timer/år", en: "Measured hours/year" },
  expectedKroner: { da: "Forventede kr./år", en: "Expected DKK/year" },
  measuredKroner: { da: "Målte kr./år", en: "Measured DKK/year" },
  reuses: { da: "Genbrug", en: "Reuses" },
  inUse: { da: "heraf i brug", en: "of these in use" },
  of: { da: "{count} af {all}", en: "{count} of {all}" },
  unknown: { da: "Ikke oplyst", en: "Not stated" },
  table: { da: "Statistik som tabel", en: "Statistics as a table" },
  chart: {
    da: "{measure} fordelt efter {by}. Tallene står i tabellen herunder.",
    en: "{measure} by {by}. The figures are in the table below.",
  },
  none: { da: "Der er intet at tælle", en: "There is nothing to count" },
  noneWhy: {
    da: "På det tidspunkt var der ingen løsninger, du må tælle.",
    en: "At that moment there were no cases that you may count.",
  },
  asOfIs: { da: "Opgjort {when}", en: "As of {when}" },
  download: { da: "Hent som CSV", en: "Download as CSV" },
});
