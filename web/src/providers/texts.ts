import { texts } from "../texts/texts.ts";

export const providers = texts("providers", {
  title: { da: "Login", en: "Sign-in" },
  lead: {
    da: "Her siger I, hvor jeres folk logger ind, og hvordan Genvej skal læse det, der kommer derfra.",
    en: "Here you say where your people sign in, and how Genvej is to read what comes from there.",
  },
  noRight: {
    da: "Login sættes op af administratorer i {organisation}. Bed en af dem om rollen eller om hjælp. Har I ingen administrator, kan den, der driver Genvej, give rollen til den første.",
    en: "Sign-in is set up by administrators of {organisation}. Ask one of them for the role or for help. If you have no administrator, whoever runs Genvej can give the role to the first.",
  },
  add: { da: "Tilføj en udbyder", en: "Add a provider" },
  addTitle: { da: "Ny login-udbyder", en: "New sign-in provider" },
  addLead: {
    da: "Registrér først Genvej hos udbyderen med adresserne nederst på siden. Gem udbyderen slukket, prøv den, og tænd den, når prøven er god.",
    en: "Register Genvej at the provider first, with the addresses at the end of this page. Save the provider turned off, try it, and turn it on when the trial is good.",
  },
  none: { da: "I har ingen login-udbyder endnu", en: "You have no sign-in provider yet" },
  noneWhy: {
    da: "Tilføj jeres egen OpenID-udbyder, så jeres folk kan logge ind med det login, de har.",
    en: "Add your own OpenID provider, so that your people can sign in as they do elsewhere.",
  },
  unknown: { da: "Den udbyder findes ikke hos jer", en: "You have no such provider" },
  all: { da: "Alle jeres udbydere", en: "All your providers" },
  table: { da: "Organisationens login-udbydere", en: "Providers of the organisation" },
  state: { da: "Tilstand", en: "State" },
  on: { da: "Tændt", en: "On" },
  off: { da: "Slukket", en: "Off" },
  domains: { da: "E-maildomæner", en: "E-mail domains" },
  anyDomain: { da: "Alle", en: "Any" },
  tools: { da: "Handlinger", en: "Actions" },
  edit: { da: "Ret", en: "Edit" },

  addresses: { da: "Adresser til jeres udbyder", en: "Addresses for your provider" },
  addressesWhy: {
    da: "Registrér Genvej hos jeres udbyder som fortrolig klient med «authorization code» og PKCE (S256), og kopiér adresserne derind.",
    en: "Register Genvej at your provider as a confidential client with authorisation code and PKCE (S256), and copy the addresses there.",
  },
  redirect: { da: "Redirect-adresse", en: "Redirect address" },
  backChannel: { da: "Back-channel logout", en: "Back-channel logout" },
  frontChannel: {
    da: "Front-channel logout, hvis der ikke er back-channel",
    en: "Front-channel logout, where there is no back channel",
  },
  afterLogout: { da: "Efter logout", en: "After logout" },

  kind: { da: "Hvilken slags udbyder er det?", en: "What kind of provider is it?" },
  kindHint: {
    da: "Så udfylder vi det, vi kender. Du kan rette alt bagefter.",
    en: "Then we fill in what we know. You can change everything afterwards.",
  },
  kindChoose: { da: "Vælg en opskrift", en: "Choose a recipe" },
  kindRead: { da: "Læs en opskrift", en: "Read a recipe" },
  recipe: { da: "Opskrift: {name}", en: "Recipe: {name}" },

  theProvider: { da: "Udbyderen", en: "The provider" },
  labelHint: {
    da: "Det, jeres folk ser på siden, hvor de logger ind.",
    en: "What your people see on the page where they sign in.",
  },
  issuerHint: {
    da: "Præcis som udbyderen skriver den i «/.well-known/openid-configuration»: https, uden spørgsmålstegn.",
    en: "Exactly as the provider writes it in «/.well-known/openid-configuration»: https, without a question mark.",
  },
  issuerUnfinished: {
    da: "Skriv jeres eget i stedet for det, der står mellem < og >.",
    en: "Write your own in place of what stands between < and >.",
  },
  clientIdHint: { da: "Genvejs navn hos udbyderen.", en: "The name of Genvej at the provider." },
  secretKept: {
    da: "Der er en. Lad feltet stå tomt for at beholde den; den vises aldrig.",
    en: "There is one. Leave the field empty to keep it; it is never shown.",
  },
  secretNone: {
    da: "Der er ingen. Den vises aldrig igen, når den er gemt, og den ligger ikke i kladden.",
    en: "There is none. It is never shown again once saved, and it is not in the draft.",
  },
  secretRemove: { da: "Fjern den hemmelighed, der er", en: "Remove the secret that is there" },
  scopesHint: {
    da: "Det, der bedes om ud over «openid», med mellemrum imellem.",
    en: "What is asked for besides «openid», with spaces between.",
  },
  domainsHint: {
    da: "Et på hver linje, fx randers.dk. Kun folk med en adresse dér kan logge ind, og den, der skriver sådan en adresse, ledes hertil. Tomt: alle.",
    en: "One on each line, such as randers.dk. Only people with an address there can sign in, and whoever writes such an address is led here. Empty: any.",
  },
  active: { da: "Folk kan logge ind her", en: "People can sign in here" },
  activeHint: {
    da: "En, der er slukket, kan stadig prøves.",
    en: "One that is off can be tried all the same.",
  },

  map: { da: "Sådan læses oplysningerne", en: "How claims are read" },
  mapWhy: {
    da: "Udbyderen sender oplysninger – claims – om den, der logger ind. Skriv, hvad hver af dem hedder, som den kommer, eller som en sti med punktum imellem.",
    en: "The provider sends claims about whoever signs in. Write what each is called, as it comes or as a path with dots between.",
  },
  externalIdHint: {
    da: "Den, som jeres systemer holder folk ved lige med. Folk må ikke selv kunne ændre den. Tomt: brugerens id hos udbyderen.",
    en: "The one that your systems provision people by. People must not be able to change it. Empty: the user's id at the provider.",
  },
  departmentsHint: {
    da: "Gælder en lokal superbruger.",
    en: "For a local superuser.",
  },
  organisationHint: {
    da: "Et på hver linje. Kommer et af dem, skal det være jeres CVR-nummer.",
    en: "One on each line. When one comes it must be your CVR number.",
  },
  organisationRequired: {
    da: "Ét af dem skal komme",
    en: "One of them must come",
  },
  organisationRequiredHint: {
    da: "Sæt flueben, når en mægler også lukker andre organisationer ind.",
    en: "Check it where a broker lets other organisations through too.",
  },
  privilegesHint: {
    da: "Claims med en OIOSAML-rettighedsliste, et på hver linje.",
    en: "Claims with an OIOSAML privilege list, one on each line.",
  },
  roleValuesWhy: {
    da: "Hvilken rolle en værdi i rolleclaimet, eller en rettighed, giver. Er listen tom, gælder Genvejs egne ord, fx «contributor».",
    en: "Which role a value of the roles claim, or a privilege, gives. With an empty list Genvej's own words hold, such as «contributor».",
  },
  value: { da: "Værdi {number}", en: "Value {number}" },
  role: { da: "Rolle {number}", en: "Role {number}" },
  removeValue: { da: "Fjern værdi {number}", en: "Remove value {number}" },
  addValue: { da: "Tilføj en værdi", en: "Add a value" },
  platform: {
    da: "Udbyderen kan give roller ud over organisationen. Kun den, der driver Genvej, kan ændre den.",
    en: "The provider can give roles that reach beyond the organisation. Only whoever runs Genvej can change it.",
  },
  restored: {
    da: "Det er din kladde, som ikke er gemt endnu.",
    en: "This is your draft, which is not saved yet.",
  },
  discard: { da: "Smid kladden væk", en: "Discard the draft" },
  saved: { da: "Udbyderen er gemt.", en: "The provider is saved." },
  savedTry: {
    da: "Udbyderen er gemt. Prøv den nu, før du tænder.",
    en: "The provider is saved. Try it now, before you turn it on.",
  },

  sure: { da: "Er du sikker?", en: "Are you sure?" },
  sureSave: { da: "Gem alligevel", en: "Save all the same" },
  sessionsEnd: {
    da: "Alle, der er logget ind gennem den, bliver logget ud inden for få sekunder, også dig, hvis du er en af dem.",
    en: "Everybody who is signed in through it is signed out within seconds, you too if you are one of them.",
  },
  peopleAnew: {
    da: "Med en ny udsteder er folk nye for Genvej. De roller, du har givet dem her, og det, de følger, kommer ikke med.",
    en: "With another issuer people are new to Genvej. Roles that you gave them here, and what they follow, do not come along.",
  },
  secretGone: {
    da: "Hemmeligheden gives ikke videre til en ny udsteder. Uden en ny kan ingen logge ind, hvis udbyderen kræver den.",
    en: "The secret is not handed on to another issuer. Without a new one nobody can sign in, where the provider demands it.",
  },
  nobodyIn: {
    da: "Det er jeres eneste tændte udbyder. Slukker du den, kan ingen hos jer logge ind, heller ikke du, og kun den, der driver Genvej, kan åbne igen.",
    en: "It is the only provider of yours that is on. Turned off, nobody of yours can sign in, you neither, and only whoever runs Genvej can open again.",
  },
  yourself: {
    da: "Din egen adresse hører ikke til i de e-maildomæner, så du kan ikke selv logge ind her.",
    en: "Your own address is in none of these e-mail domains, so you cannot sign in here yourself.",
  },
});

/** Trying a provider, and what it showed. */
export const trials = texts("trials", {
  heading: { da: "Prøv login", en: "Try signing in" },
  why: {
    da: "Du logger ind hos udbyderen og kommer tilbage hertil. Ingen bliver logget ind i Genvej af det, og det, der kom, glemmes efter en time.",
    en: "You sign in at the provider and come back here. Nobody is signed in to Genvej by it, and what came is forgotten after an hour.",
  },
  go: { da: "Prøv login", en: "Try signing in" },
  saveFirst: {
    da: "Gem først. Det er det gemte, der prøves.",
    en: "Save first. What is saved is what is tried.",
  },
  unreachable: {
    da: "Genvej kan ikke få fat i udbyderen. Se efter, at udstederen er skrevet rigtigt. Udbyderen skal kunne nås fra internettet, medmindre den, der driver Genvej, har tilladt jeres indre net. Dens opsætning skal kunne hentes her:",
    en: "Genvej cannot reach the provider. Check that the issuer is written right. The provider must be reached from the internet, unless whoever runs Genvej has allowed your own network. Its configuration must be had here:",
  },
  result: { da: "Sådan gik prøven", en: "How the trial went" },
  gone: {
    da: "Prøven er glemt, fordi den er mere end en time gammel, eller også var det ikke jeres. Prøv igen.",
    en: "The trial is forgotten because it is more than an hour old, or it was none of yours. Try again.",
  },
  waiting: {
    da: "Ingen er kommet tilbage fra udbyderen endnu. Viste udbyderen en fejl, så se efter, at redirect-adressen og klient-id'et er de samme begge steder.",
    en: "Nobody has come back from the provider yet. If the provider showed an error, check that the redirect address and the client id are the same in both places.",
  },
  letIn: { da: "{name} ville blive lukket ind", en: "{name} would be let in" },
  letInWhy: {
    da: "Prøven er fra {at}. Ingen blev logget ind.",
    en: "The trial is from {at}. Nobody was signed in.",
  },
  refused: { da: "Login ville blive afvist", en: "Signing in would be refused" },
  word: { da: "Ordet i loggen er «{word}».", en: "The word in the log is «{word}»." },
  sought: { da: "Det leder vi efter", en: "What we look for" },
  soughtTable: {
    da: "Hvad der kom, og hvad det blev læst som",
    en: "What came and what it was read as",
  },
  claim: { da: "Claim", en: "Claim" },
  came: { da: "Det kom", en: "What came" },
  readAs: { da: "Læst som", en: "Read as" },
  missing: { da: "mangler", en: "missing" },
  notNeeded: { da: "kom ikke, og skal ikke", en: "did not come, and need not" },
  notRead: { da: "blev ikke læst", en: "was not read" },
  name: { da: "Navn", en: "Name" },
  email: { da: "E-mail", en: "E-mail" },
  organisation: { da: "Organisation", en: "Organisation" },
  roles: { da: "Roller", en: "Roles" },
  privileges: { da: "Rettigheder", en: "Privileges" },
  departments: { da: "Afdelinger", en: "Departments" },
  numbers: { da: "KLE {numbers}", en: "KLE {numbers}" },
  numbersWithin: {
    da: "KLE {numbers} i afdelingen {departments}",
    en: "KLE {numbers} within the department {departments}",
  },
  externalId: { da: "Jeres egen nøgle", en: "Your own word" },
  subject: { da: "Brugerens id hos udbyderen", en: "The user's id at the provider" },
  unknown: { da: "Værdier uden betydning her", en: "Values that mean nothing here" },
  unknownWhy: {
    da: "Skal en af dem give en rolle, så skriv den under «Rolleværdier».",
    en: "If one of them is to give a role, write it under «Role values».",
  },
  dropped: { da: "Smidt væk uden at blive læst", en: "Dropped unread" },
  droppedWhy: {
    da: "Det kan være CPR-numre. Bed udbyderen om ikke at sende dem.",
    en: "They may be civil registration numbers. Ask the provider not to send them.",
  },
  claims: {
    da: "{count, plural, one {Det ene claim, der kom} other {Alle # claims, der kom}}",
    en: "{count, plural, one {The one claim that came} other {All # claims that came}}",
  },
  value: { da: "Værdi", en: "Value" },
});

/** Why a sign-in is refused, by the server's word for it, and what to do. */
export const problems = texts("signInProblems", {
  denied: {
    da: "Udbyderen, eller brugeren dér, sagde nej. Se efter, om brugeren har adgang til Genvej hos udbyderen.",
    en: "The provider, or the user there, said no. Check whether the user may use Genvej at the provider.",
  },
  provider_unavailable: {
    da: "Udbyderen svarede ikke. Prøv igen, og se efter, om Genvej kan nå den.",
    en: "The provider did not answer. Try again, and check whether Genvej can reach it.",
  },
  attempt_invalid: {
    da: "Forsøget var for gammelt eller brugt i forvejen. Prøv igen.",
    en: "The attempt was too old or used already. Try again.",
  },
  "code refused": {
    da: "Udbyderen tog ikke imod koden. Oftest er hemmeligheden forkert eller udløbet.",
    en: "The provider did not take the code. Most often the secret is wrong or over.",
  },
  "iss parameter": {
    da: "Svaret kom fra en anden udsteder end den, I har skrevet.",
    en: "The answer came from another issuer than the one that you wrote.",
  },
  issuer: {
    da: "Udstederen i svaret er en anden end den, I har skrevet. Den skal være præcis ens, også skråstreger.",
    en: "The issuer in the answer is another than the one that you wrote. It must be exactly the same, slashes too.",
  },
  audience: {
    da: "Svaret var til en anden klient. Se efter, at klient-id'et er det samme begge steder.",
    en: "The answer was for another client. Check that the client id is the same in both places.",
  },
  "authorized party": {
    da: "Svaret var til en anden klient. Se efter, at klient-id'et er det samme begge steder.",
    en: "The answer was for another client. Check that the client id is the same in both places.",
  },
  nonce: {
    da: "Svaret hørte ikke til dette forsøg. Prøv igen.",
    en: "The answer did not belong to this attempt. Try again.",
  },
  expired: {
    da: "Svaret var udløbet. Se efter, om udbyderens ur går rigtigt.",
    en: "The answer was over. Check whether the provider's clock is right.",
  },
  "issue time": {
    da: "Svaret er fra et andet tidspunkt. Se efter, om udbyderens ur går rigtigt.",
    en: "The answer is from another time. Check whether the provider's clock is right.",
  },
  "key unknown": {
    da: "Svaret er underskrevet med en nøgle, som udbyderen ikke offentliggør.",
    en: "The answer is signed with a key that the provider does not publish.",
  },
  algorithm: {
    da: "Svaret er underskrevet på en måde, Genvej ikke godtager. Brug RS256 eller ES256.",
    en: "The answer is signed in a way that Genvej does not accept. Use RS256 or ES256.",
  },
  signature: {
    da: "Underskriften på svaret passer ikke.",
    en: "The signature of the answer does not hold.",
  },
  claims: { da: "Svaret kunne ikke læses.", en: "The answer could not be read." },
  "no ID token": {
    da: "Udbyderen sendte intet ID-token. Klienten skal have lov til «openid».",
    en: "The provider sent no ID token. The client must be allowed «openid».",
  },
  "no token endpoint": {
    da: "Udbyderen siger ikke, hvor koder byttes.",
    en: "The provider does not say where codes are exchanged.",
  },
  "provider misconfigured": {
    da: "Udbyderens egen opsætning kan ikke bruges.",
    en: "The provider's own configuration cannot be used.",
  },
  "other organisation": {
    da: "Udbyderen talte for en anden organisation end jeres. CVR-nummeret i svaret skal være jeres eget.",
    en: "The provider spoke for another organisation than yours. The CVR number in the answer must be your own.",
  },
  "no organisation": {
    da: "Udbyderen sagde ikke, hvilken organisation brugeren hører til, og det skal den.",
    en: "The provider did not say which organisation the user belongs to, and must.",
  },
  "platform role": {
    da: "Udbyderen gav en rolle, der rækker ud over organisationen. Det må kun en udbyder, som den, der driver Genvej, har givet lov.",
    en: "The provider gave a role that reaches beyond the organisation. Only one that whoever runs Genvej has allowed to may.",
  },
  subject: {
    da: "Brugerens id hos udbyderen er tomt eller for langt.",
    en: "The user's id at the provider is empty or too long.",
  },
  "civil registration number as subject": {
    da: "Udbyderen bruger CPR-nummeret som brugerens id. Genvej gemmer ikke CPR-numre: vælg et andet id.",
    en: "The provider uses the civil registration number as the user's id. Genvej stores none: choose another id.",
  },
  "email domain": {
    da: "Brugerens e-mail hører ikke til i de e-maildomæner, I har skrevet, eller den mangler.",
    en: "The user's e-mail is in none of the e-mail domains that you wrote, or it is missing.",
  },
  person_disabled: {
    da: "Personen er lukket ude hos jer.",
    en: "The person is locked out at yours.",
  },
  "person of another organisation": {
    da: "Personen er kendt i en anden organisation under den samme udsteder. Den, der driver Genvej, må se på det.",
    en: "The person is known in another organisation under the same issuer. Whoever runs Genvej must look at it.",
  },
  otherwise: {
    da: "Svaret holdt ikke til Genvejs eftersyn.",
    en: "The answer did not stand up to the checks of Genvej.",
  },
});
