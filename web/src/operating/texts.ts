import { texts } from "../texts/texts.ts";

export const operating = texts("operating", {
  pages: { da: "Driftens sider", en: "Pages of operation" },
  title: { da: "Drift", en: "Operation" },
  lead: {
    da: "For dig, der driver Genvej for alle: hvem der er med, hvad der kræver noget af dig, og hvad du gør hvor.",
    en: "For you who run Genvej for everybody: who takes part, what needs you, and what you do where.",
  },
  overview: { da: "Overblik", en: "Overview" },
  organisations: { da: "Organisationer", en: "Organisations" },
  log: { da: "Installationens log", en: "Log of the installation" },
  commands: { da: "Kommandoer", en: "Commands" },
  noRight: {
    da: "Den er for dem, der driver Genvej, med rollen driftsansvarlig. Rollen gives på serveren af en, der allerede driver den. Mangler din organisation noget her, så spørg dem.",
    en: "It is for those who run Genvej, with the role operator. The role is given on the server by somebody who runs it already. If your organisation lacks something here, ask them.",
  },

  attention: { da: "Det kræver noget af dig", en: "This needs you" },
  allWell: {
    da: "Alt det, siden kan se, er i orden.",
    en: "All that this page can see is in order.",
  },
  seenFrom: {
    da: "Siden ser det, du selv kan se: ikke det, organisationer holder for sig selv, og ikke processer, lagre og nøgler. Dem viser kommandoerne.",
    en: "The page sees what you can see: not what organisations keep to themselves, and not processes, stores and keys. Those are shown by the commands.",
  },
  leftOver: {
    da: "{name} er ophørt og har {count, plural, one {# løsning} other {# løsninger}} endnu. Overdrag med: genvej handover {cvr}",
    en: "{name} has ended and has {count, plural, one {# case} other {# cases}} still. Hand over with: genvej handover {cvr}",
  },
  noSuccessor: {
    da: "{name} er ophørt eller ophører uden efterfølger.",
    en: "{name} has ended or ends without a successor.",
  },
  noMembers: {
    da: "{name} er en forening uden medlemmer.",
    en: "{name} is an association without members.",
  },
  unpublished: {
    da: "{quarter} er ikke offentliggjort. Det gør en koordinator.",
    en: "{quarter} is not published. A coordinator does that.",
  },
  taking: { da: "Hvem der er med", en: "Who takes part" },
  elsewhere: { da: "Andre steder", en: "Elsewhere" },
  toCatalogues: {
    da: "Kataloger over teknologier og it-systemer. De rettes af katalogredaktører.",
    en: "Catalogues of technologies and IT systems. Catalogue editors revise them.",
  },
  toQuarters: {
    da: "Offentliggjorte kvartaler. De offentliggøres af koordinatorer.",
    en: "Published quarters. Coordinators publish them.",
  },
  toHealth: {
    da: "Svarer alle tjenester lige nu?",
    en: "Do all services answer right now?",
  },
  catalogues: { da: "Kataloger", en: "Catalogues" },
  quarters: { da: "Kvartaler", en: "Quarters" },
  health: { da: "Se svaret (JSON)", en: "See the answer (JSON)" },

  organisationsLead: {
    da: "Alle, der kan være med. Ændringer kan ses af alle inden for et minut.",
    en: "Everybody who can take part. Changes are seen by everybody within a minute.",
  },
  add: { da: "Tilføj en organisation", en: "Add an organisation" },
  addTitle: { da: "Ny organisation", en: "New organisation" },
  search: { da: "Navn eller CVR-nummer", en: "Name or CVR number" },
  found: {
    da: "{count, plural, one {# organisation} other {# organisationer}}",
    en: "{count, plural, one {# organisation} other {# organisations}}",
  },
  table: { da: "Alle organisationer", en: "All organisations" },
  name: { da: "Navn", en: "Name" },
  kind: { da: "Slags", en: "Kind" },
  region: { da: "Region", en: "Region" },
  exists: { da: "Findes", en: "Exists" },
  from: { da: "fra {day}", en: "from {day}" },
  to: { da: "til og med {day}", en: "until {day} inclusive" },
  into: { da: "bliver til {name}", en: "becomes {name}" },
  all: { da: "Alle organisationer", en: "All organisations" },
  unknown: { da: "Den organisation er der ikke", en: "There is no such organisation" },

  cvr: { da: "CVR-nummer", en: "CVR number" },
  cvrHint: { da: "Otte cifre. Det kan ikke ændres.", en: "Eight digits. It cannot be changed." },
  cvrTaken: {
    da: "Der er allerede en organisation med det nummer. Ret den i stedet.",
    en: "There is an organisation with that number already. Edit that one.",
  },
  code: { da: "Kommunekode", en: "Municipality code" },
  codeHint: { da: "Tre cifre.", en: "Three digits." },
  inhabitants: { da: "Indbyggere, afrundet", en: "Inhabitants, rounded" },
  numberWrong: { da: "Skriv et helt tal.", en: "Write a whole number." },
  members: { da: "Medlemmer", en: "Members" },
  findMember: { da: "Find et medlem", en: "Find a member" },
  findHint: { da: "Skriv noget af navnet.", en: "Write part of the name." },
  noOrganisation: { da: "Ingen organisation passer.", en: "No organisation fits." },
  validFrom: { da: "Første dag", en: "First day" },
  validTo: { da: "Sidste dag", en: "Last day" },
  validHint: {
    da: "Tomt, når ingen dag er kendt.",
    en: "Empty where no day is known.",
  },
  successor: { da: "Efterfølger", en: "Successor" },
  successorHint: {
    da: "Den organisation, den bliver en del af. Den skal have en sidste dag.",
    en: "The organisation that it becomes part of. It must have a last day.",
  },
  successorNeedsEnd: {
    da: "Kun en organisation med en sidste dag har en efterfølger.",
    en: "Only an organisation with a last day has a successor.",
  },
  handover: {
    da: "Når dagen er gået, overdrages løsningerne til efterfølgeren med: genvej handover {cvr}",
    en: "When the day has passed, its cases are handed over to the successor with: genvej handover {cvr}",
  },
  saved: {
    da: "{name} er gemt. Alle kan se det inden for et minut.",
    en: "{name} is saved. Everybody sees it within a minute.",
  },
  firstSignIn: { da: "Få dem i gang", en: "Get them going" },
  firstSignInWhy: {
    da: "Har de ingen, der kan logge ind endnu, så tilføj deres første login-udbyder. Når den første er logget ind, giver du rollen administrator på serveren med: genvej people give",
    en: "If they have nobody yet who can sign in, add their first sign-in provider. When the first has signed in you give the role administrator on the server with: genvej people give",
  },
  addLogin: { da: "Tilføj en login-udbyder", en: "Add a sign-in provider" },
  addLoginTitle: { da: "Login-udbyder til {name}", en: "Sign-in provider of {name}" },
  addLoginLead: {
    da: "Du kan tilføje, rette og slå fra. Prøve den kan kun deres administrator, der selv kan logge ind dér.",
    en: "You can add, change and turn off. Only their administrator, who can sign in there, can try it.",
  },
  noLogins: { da: "De har ingen login-udbydere endnu.", en: "They have no sign-in providers yet." },
  loginSaved: {
    da: "Udbyderen er gemt hos {name}.",
    en: "The provider of {name} is saved.",
  },

  commandsLead: {
    da: "Det her gøres på serveren, ikke her: det skal kunne lade sig gøre, også når ingen kan logge ind. Vejledningerne ligger i kildekoden.",
    en: "These are done on the server and not here: they must be possible when nobody can sign in too. The how-tos are in the source code.",
  },
  guide: { da: "Vejledning: {file}", en: "How-to: {file}" },
});
