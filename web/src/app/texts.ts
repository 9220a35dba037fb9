import { texts } from "../texts/texts.ts";

export const app = texts("app", {
  skip: { da: "Gå til sidens indhold", en: "Skip to content" },
  home: { da: "Genvej – til forsiden", en: "Genvej – front page" },
  menu: { da: "Menu", en: "Menu" },
  mainMenu: { da: "Hovedmenu", en: "Main menu" },
  find: { da: "Find løsninger", en: "Find cases" },
  mine: { da: "Min organisation", en: "My organisation" },
  collections: { da: "Paraplyer", en: "Collections" },
  figures: { da: "Statistik", en: "Statistics" },
  register: { da: "Del en løsning", en: "Share a case" },
  operating: { da: "Drift", en: "Operation" },
  inbox: { da: "Indbakke", en: "Inbox" },
  unread: {
    da: "{count, plural, one {# ulæst} other {# ulæste}}",
    en: "{count, plural, one {# unread} other {# unread}}",
  },
  signIn: { da: "Log ind", en: "Sign in" },
  signOut: { da: "Log ud", en: "Sign out" },
  otherLanguage: { da: "English", en: "Dansk" },
  footer: {
    da: "Genvej er kommunernes og regionernes fælles register over automatisering, innovation og velfærdsteknologi. Det, én har løst, kan andre finde, følge, spørge til og genbruge.",
    en: "Genvej is the register that Danish municipalities and regions share of automation, innovation and welfare technology. What one has solved, others can find, follow, ask about and reuse.",
  },
  accessibility: { da: "Tilgængelighedserklæring", en: "Accessibility statement" },
  organisations: { da: "Organisationer", en: "Organisations" },
  catalogues: { da: "Kataloger", en: "Catalogues" },
  api: { da: "GraphQL-API", en: "GraphQL API" },
  source: { da: "Åben kildekode, MPL-2.0", en: "Open source, MPL-2.0" },
  notFound: { da: "Siden findes ikke", en: "There is no such page" },
  notFoundWhy: {
    da: "Adressen kan være skrevet forkert, eller siden er flyttet. Du kan søge efter løsningen i stedet.",
    en: "The address may be misspelt, or the page has moved. You can search for the case instead.",
  },
  broken: { da: "Noget gik galt hos os", en: "Something went wrong here" },
  brokenWhy: {
    da: "Siden kunne ikke vises. Det, du har skrevet i en formular, er gemt som kladde i din browser.",
    en: "The page could not be shown. What you wrote in a form is kept as a draft in your browser.",
  },
  reload: { da: "Hent siden igen", en: "Load the page again" },
  accessibilityLead: {
    da: "Alle skal kunne bruge Genvej, også med tastatur, skærmlæser og stor skrift.",
    en: "Everyone is to be able to use Genvej, by keyboard, screen reader and large print too.",
  },
  accessibilityAim: {
    da: "Vi bygger efter WCAG 2.2 niveau AA. Hver side prøves automatisk på dansk og engelsk, og siderne kan bruges ved 320 pixels bredde og 200 % forstørrelse. Diagrammer har altid en tabel med de samme tal.",
    en: "We build to WCAG 2.2 level AA. Each page is checked automatically in Danish and English, and pages work at 320 pixels and 200 % zoom. Charts always have a table with the same figures.",
  },
  accessibilityTell: {
    da: "Finder du noget, du ikke kan bruge, så sig det til den organisation, der driver denne installation. Den offentlige erklæring efter webtilgængelighedsloven udfyldes af den.",
    en: "If you find something that you cannot use, tell the organisation that runs this installation. It fills in the public statement that the law asks for.",
  },
});
