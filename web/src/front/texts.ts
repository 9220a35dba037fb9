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
  welcome: { da: "Velkomst", en: "Welcome" },
  noWelcome: {
    da: "Forsiden har ingen velkomst. Kun du og andre katalogredaktører ser det her.",
    en: "The front page has no welcome. Only you and other catalogue editors see this.",
  },
  writeWelcome: { da: "Skriv en velkomst", en: "Write a welcome" },
  reviseWelcome: { da: "Ret velkomsten", en: "Edit the welcome" },
  welcomeHint: {
    da: "Alle ser den på forsiden, på det sprog de har valgt. Du kan bruge Markdown: **fed**, [links](https://…) og lister med bindestreg. Lad begge felter stå tomme for at fjerne den.",
    en: "Everybody sees it on the front page, in the language that they chose. You can use Markdown: **bold**, [links](https://…) and lists with hyphens. Leave both empty to take it away.",
  },
  inDanish: { da: "På dansk", en: "In Danish" },
  inEnglish: { da: "På engelsk", en: "In English" },
  preview: { da: "Vis, hvordan den ser ud", en: "Show how it looks" },
  previewTitle: { da: "Sådan ser den ud", en: "How it looks" },
  previewTooLong: {
    da: "Teksten er for lang til at blive vist.",
    en: "The text is too long to be shown.",
  },
  welcomeSaved: { da: "Velkomsten er gemt.", en: "The welcome is saved." },
  restored: {
    da: "Det, du skrev sidst, er hentet frem igen.",
    en: "What you wrote last time is here again.",
  },
  discard: { da: "Kassér det", en: "Throw it away" },
  met: {
    da: "En anden har ændret velkomsten imens",
    en: "Somebody else has changed the welcome meanwhile",
  },
  metWhy: {
    da: "Din tekst er ikke gemt endnu. Her er den, der står på forsiden nu. Ret din, hvis du vil, og gem igen for at sætte din i stedet.",
    en: "Your text is not saved yet. This is what the front page says now. Change yours if you like, and save again to put it in its place.",
  },
  metNone: { da: "Velkomsten er fjernet.", en: "The welcome was taken away." },
  news: { da: "Nyt i Genvej", en: "New in Genvej" },
  all: { da: "Se alle løsninger", en: "See all cases" },
  noNews: { da: "Her er ingen løsninger endnu", en: "There are no cases yet" },
  noNewsWhy: {
    da: "Bliv den første, der deler en løsning.",
    en: "Be the first to share a case.",
  },
});
