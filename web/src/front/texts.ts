import { texts } from "../texts/texts.ts";

export const front = texts("front", {
  title: { da: "Find det, andre allerede har løst", en: "Find what others have solved already" },
  tab: { da: "Forside", en: "Front page" },
  lead: {
    da: "Kommuner og regioner deler her deres automatiseringer, innovation og velfærdsteknologi, også det, der ikke lykkedes.",
    en: "Municipalities and regions share their automation, innovation and welfare technology here, what failed as well.",
  },
  whatToDo: { da: "Hvad vil du?", en: "What do you want to do?" },
  find: { da: "Finde", en: "Find" },
  findWhy: {
    da: "Se, om nabokommunen har løsningen, hvad den kræver, og hvem du kan spørge.",
    en: "See whether a neighbour has the solution, what it takes, and whom to ask.",
  },
  share: { da: "Dele", en: "Share" },
  shareWhy: {
    da: "Fortæl om din løsning på to minutter. Den kan være en idé, i drift eller opgivet.",
    en: "Tell of your case in two minutes. It may be an idea, in operation or given up.",
  },
  count: { da: "Tælle", en: "Count" },
  countWhy: {
    da: "Se, hvad det bliver til: forventede og målte gevinster, hver for sig.",
    en: "See what it adds up to: expected and measured gains, apart from each other.",
  },
  addsUp: { da: "Det bliver til", en: "What it adds up to" },
  addsUpSignedOut: {
    da: "Tallene dækker det, der er delt offentligt.",
    en: "The figures cover what is shared with the public.",
  },
  addsUpSignedIn: {
    da: "Tallene dækker det, du kan se.",
    en: "The figures cover what you may see.",
  },
  casesCount: { da: "løsninger", en: "cases" },
  organisations: { da: "organisationer", en: "organisations" },
  expectedHours: { da: "forventede timer om året", en: "expected hours a year" },
  measuredHours: { da: "målte timer om året", en: "measured hours a year" },
  reuses: { da: "genbrug", en: "reuses" },
  restsOn: {
    da: "{count, plural, =0 {ingen har oplyst} one {fra # løsning} other {fra # løsninger}}",
    en: "{count, plural, =0 {nobody has stated any} one {from # case} other {from # cases}}",
  },
  inUse: { da: "{count} i brug", en: "{count} in use" },
  news: { da: "Nyt i Genvej", en: "New in Genvej" },
  all: { da: "Se alle løsninger", en: "See all cases" },
  noNews: { da: "Her er ingen løsninger endnu", en: "There are no cases yet" },
  noNewsWhy: {
    da: "Bliv den første, der deler en løsning.",
    en: "Be the first to share a case.",
  },
});
