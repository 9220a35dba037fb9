import { texts } from "../texts/texts.ts";

export const organisation = texts("organisation", {
  pages: { da: "Min organisations sider", en: "Pages of my organisation" },
  portfolio: { da: "Portefølje", en: "Portfolio" },
  report: { da: "Ledelsesrapport", en: "Management report" },
  bulk: { da: "Ret flere", en: "Edit several" },
  exchange: { da: "Ind og ud", en: "In and out" },
  profile: { da: "Profil", en: "Profile" },
  profileTitle: { da: "Om {name}", en: "About {name}" },
  profileLead: {
    da: "Det, andre kan se om jer, når de overvejer at genbruge en løsning.",
    en: "What others see of you when they think of reusing a case.",
  },
  profileReads: {
    da: "Administratorer og superbrugere i din organisation kan ændre det.",
    en: "Administrators and superusers of your organisation can change it.",
  },
  technologies: { da: "Teknologier, I bruger", en: "Technologies that you use" },
  systems: { da: "It-systemer, I bruger", en: "IT systems that you use" },
  onePerLine: { da: "Ét navn på hver linje.", en: "One name on each line." },
  inhabitants: { da: "Indbyggere", en: "Inhabitants" },
  inhabitantBand: {
    da: "Indbyggere, hvis I ikke kender tallet",
    en: "Inhabitants, where you do not know the number",
  },
  employees: { da: "Ansatte", en: "Employees" },
  employeeBand: {
    da: "Ansatte, hvis I ikke kender tallet",
    en: "Employees, where you do not know the number",
  },
  saved: { da: "Profilen er gemt.", en: "The profile is saved." },
  contact: { da: "Fælles kontakt", en: "Common contact" },
  contactWhy: {
    da: "Den vises på alle jeres løsninger, der ikke selv har en kontakt. Skriv en funktion og en fælles postkasse, så den overlever, at folk skifter job.",
    en: "It is shown on all your cases that have no contact of their own. Write a role and a shared mailbox, so that it outlives people changing jobs.",
  },
  contactNone: { da: "I har ingen fælles kontakt.", en: "You have no common contact." },
  contactSaved: { da: "Kontakten er gemt.", en: "The contact is saved." },
  role: { da: "Funktion eller enhed", en: "Role or unit" },
  mailbox: { da: "Fælles postkasse", en: "Shared mailbox" },
  telephone: { da: "Telefon", en: "Telephone" },
  website: { da: "Webside", en: "Web page" },
  consent: { da: "Tæl med uden at dele", en: "Be counted without sharing" },
  consentWhy: {
    da: "Koordinatorer kan lægge jeres ikke-delte løsninger med i landets samlede tal. De får aldrig tal at se, der hviler på færre end tre organisationer, og aldrig løsningerne selv.",
    en: "Coordinators can add your cases that are not shared to the figures of the country. They never see figures that rest on fewer than three organisations, and never the cases themselves.",
  },
  consentBox: {
    da: "Koordinatorer må tælle løsninger, vi ikke deler",
    en: "Coordinators may count cases that we do not share",
  },
  consentOn: { da: "Jeres løsninger tælles med.", en: "Your cases are counted." },
  consentOff: {
    da: "Jeres ikke-delte løsninger tælles ikke med.",
    en: "Your cases that are not shared are not counted.",
  },
  departments: { da: "Afdelinger", en: "Departments" },
  departmentsNone: {
    da: "Der er ingen afdelinger indlæst for jer. Den, der driver Genvej, kan indlæse dem fra jeres organisationssystem.",
    en: "No departments are loaded for you. Whoever runs Genvej can load them from your own system.",
  },
  reportTitle: { da: "Ledelsesrapport", en: "Management report" },
  reportLead: { da: "{name}, opgjort {when}", en: "{name}, as of {when}" },
  reportPrint: { da: "Udskriv rapporten", en: "Print the report" },
  reportExcel: { da: "Hent løsningerne", en: "Download the cases" },
  keyFigures: { da: "Nøgletal", en: "Key figures" },
  keyNote: {
    da: "Tallene dækker de løsninger, I har ansvaret for. Forventet og målt lægges aldrig sammen, og det, der ikke er oplyst, tæller ikke som 0.",
    en: "The figures cover the cases that you lead. Expected and measured are never added together, and what is not stated does not count as 0.",
  },
  since: {
    da: "{change} siden udgangen af {quarter}",
    en: "{change} since the end of {quarter}",
  },
  gainsOverTime: { da: "Timer, kvartal for kvartal", en: "Hours, quarter by quarter" },
  gainsChart: {
    da: "Forventede og målte timer om året, kvartal for kvartal. Tallene står i tabellen herunder.",
    en: "Expected and measured hours a year, quarter by quarter. The figures are in the table below.",
  },
  byPhase: { da: "Løsninger efter fase", en: "Cases by phase" },
  byStatus: { da: "Løsninger efter status", en: "Cases by status" },
  ownChart: {
    da: "{what}. Tallene står ved søjlerne.",
    en: "{what}. The figures are beside the bars.",
  },
  allCases: { da: "Alle løsninger", en: "All cases" },
  notAll: { da: "De første 100 løsninger er med.", en: "The first 100 cases are here." },
});
