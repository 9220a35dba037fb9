import { texts } from "../texts/texts.ts";

export const apiclients = texts("apiclients", {
  title: { da: "Programmer", en: "Programs" },
  lead: {
    da: "Jeres egne systemer kan læse, oprette og rette i Genvej med et navn, en hemmelighed og kun de rettigheder, de har brug for.",
    en: "Your own systems can read, register and edit in Genvej, with a name, a secret and only the rights that they need.",
  },
  noRight: {
    da: "Programmer passes af dem, der har rollen administrator eller API-administrator i {organisation}. Bed en administrator hos jer om rollen, eller om at lave programmet for dig.",
    en: "Programs are looked after by those with the role administrator or API administrator in {organisation}. Ask one of your administrators for the role, or to make the program for you.",
  },
  make: { da: "Lav et program", en: "Make a program" },
  none: { da: "I har ingen programmer endnu", en: "You have no programs yet" },
  noneWhy: {
    da: "Lav ét til hvert system, så kan I tage det ene tilbage uden at standse de andre.",
    en: "Make one for each system, so that you can revoke one without stopping the others.",
  },
  robots: {
    da: "Skal en robot kun melde sine kørsler om bestemte løsninger, så brug en nøgle til robotten i stedet. Den kan enhver redaktør lave.",
    en: "A robot that only reports its runs on certain cases takes a token for the robot instead. Any editor can make one.",
  },
  robotsLink: { da: "Nøgler til robotter", en: "Tokens of robots" },
  table: { da: "Organisationens programmer", en: "Programs of the organisation" },
  name: { da: "Navn", en: "Name" },
  nameHint: { da: "Fx Bro til ESDH", en: "Bridge to the records system" },
  scopes: { da: "Må", en: "May" },
  scopesAsked: { da: "Hvad må programmet?", en: "What may the program do?" },
  scopesHint: {
    da: "Vælg kun det, det har brug for. Det kan ikke ændres senere; så laver du et nyt.",
    en: "Choose only what it needs. It cannot be changed later; then you make another one.",
  },
  scopesNone: { da: "Vælg mindst én ting.", en: "Choose one at least." },
  provisioning: {
    da: "Programmer, der holder folk og grupper ved lige, kan kun en administrator lave.",
    en: "Programs that keep people and groups can be made by an administrator only.",
  },
  clientId: { da: "Klient-id", en: "Client id" },
  madeBy: { da: "Lavet", en: "Made" },
  used: { da: "Sidst brugt", en: "Last used" },
  never: { da: "Aldrig", en: "Never" },
  secrets: { da: "Hemmeligheder", en: "Secrets" },
  secretUntil: { da: "{prefix}… til {until}", en: "{prefix}… until {until}" },
  state: { da: "Tilstand", en: "State" },
  tools: { da: "Handlinger", en: "Actions" },
  secret: { da: "Hemmelighed", en: "Secret" },
  secretOf: { da: "Hemmeligheden til {name}", en: "The secret of {name}" },
  rotate: { da: "Udskift", en: "Rotate" },
  rotateOf: { da: "Udskift hemmeligheden til {name}", en: "Rotate the secret of {name}" },
  rotateWhy: {
    da: "Programmet får en ny hemmelighed. Den gamle virker lidt endnu, så intet står stille, mens du lægger den nye ind.",
    en: "The program gets another secret. The old one works a little longer, so that nothing stands still while you put the new one in place.",
  },
  overlap: {
    da: "Timer, den gamle virker endnu",
    en: "Hours that the old one still works",
  },
  overlapHint: {
    da: "0–336. Ved 0 holder den op med det samme.",
    en: "0–336. With 0 it ends at once.",
  },
  overlapWrong: {
    da: "Skriv et helt tal fra 0 til 336.",
    en: "Write a whole number from 0 to 336.",
  },
  oldUntil: {
    da: "Den gamle hemmelighed ({prefix}…) virker til {until}.",
    en: "The old secret ({prefix}…) works until {until}.",
  },
  oldOver: {
    da: "Den gamle hemmelighed virker ikke længere.",
    en: "The old secret works no longer.",
  },
  revoke: { da: "Træk tilbage", en: "Revoke" },
  revokeOf: { da: "Træk {name} tilbage?", en: "Revoke {name}?" },
  revokeWhy: {
    da: "Alle programmets hemmeligheder holder op med at virke inden for et halvt minut, og det kan ikke fortrydes. Det, programmet har skrevet, bliver stående.",
    en: "All secrets of the program stop working within half a minute, and it cannot be undone. What the program wrote stays.",
  },
  revokedNow: { da: "Programmet er trukket tilbage.", en: "The program is revoked." },
  how: { da: "Sådan kalder et program Genvej", en: "How a program calls Genvej" },
  howWhich: { da: "Program", en: "Program" },
  howToken: {
    da: "1. Hent en adgangsnøgle. Den gælder i fem minutter.",
    en: "1. Fetch an access token. It is good for five minutes.",
  },
  howAsk: { da: "2. Spørg med den.", en: "2. Ask with it." },
  howOver: {
    da: "Svarer Genvej 401, er nøglen udløbet: hent en ny. Svarer den 429 eller 503, så vent, så længe «Retry-After» siger.",
    en: "When Genvej answers 401 the token is over: fetch another. When it answers 429 or 503, wait as long as «Retry-After» says.",
  },
  howSchema: { da: "Se alt, man kan spørge om", en: "See all that can be asked" },
  howScim: {
    da: "Programmer, der holder folk ved lige, bruger SCIM-adressen og viser hemmeligheden selv som bearer-nøgle.",
    en: "Programs that keep people use the SCIM address and show the secret itself as bearer token.",
  },
  tokenAddress: { da: "Adresse til adgangsnøgler", en: "Address for access tokens" },
  scimAddress: { da: "SCIM-adresse", en: "SCIM address" },
});

/** What a program may do, by its scope, in plain words. */
export const scopes = texts("scopes", {
  READ_CASES: { da: "Læse løsninger", en: "Read cases" },
  WRITE_CASES: { da: "Læse, oprette og rette løsninger", en: "Read, register and edit cases" },
  REPORT_RUNS: { da: "Melde kørsler", en: "Report runs" },
  PROVISION_PEOPLE: { da: "Holde folk og grupper ved lige", en: "Keep people and groups" },
});

/** What that means. */
export const scopeHints = texts("scopeHints", {
  READ_CASES: {
    da: "Det, en læser hos jer kan se: ingen kladder og ingen interne noter. (cases:read)",
    en: "What a reader of yours can see: no drafts and no internal notes. (cases:read)",
  },
  WRITE_CASES: {
    da: "Jeres egne løsninger, også kladder og interne noter. Det kan ikke svare på invitationer, overdrage, kommentere eller spørge. (cases:write)",
    en: "Your own cases, drafts and internal notes too. It cannot answer invitations, hand over, comment or ask. (cases:write)",
  },
  REPORT_RUNS: {
    da: "Om alle jeres løsninger, undtagen kladder. (runs:report)",
    en: "On all your cases but drafts. (runs:report)",
  },
  PROVISION_PEOPLE: {
    da: "Folk, grupper og afdelinger, med SCIM eller organisationsimport. Det kan give folk roller. (people:provision)",
    en: "People, groups and departments, by SCIM or by the organisation import. It can give people roles. (people:provision)",
  },
});
