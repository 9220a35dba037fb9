import { texts } from "../texts/texts.ts";

export const people = texts("people", {
  users: { da: "Brugere", en: "People" },
  usersLead: {
    da: "Alle, der har logget ind for {organisation}: hvad de må, og hvor de har det fra.",
    en: "Everybody who has signed in for {organisation}: what they may do, and where they have it from.",
  },
  noRight: {
    da: "Siden er for dem, der har rollen administrator hos {organisation}. Spørg en af dem, eller den, der passer jeres login. Har I ingen administrator, kan den, der driver Genvej, give rollen til den første.",
    en: "This page is for those who have the role administrator at {organisation}. Ask one of them, or whoever looks after your sign-in. If you have no administrator, whoever runs Genvej can give the role to the first.",
  },
  search: { da: "Navn eller e-mail", en: "Name or e-mail" },
  role: { da: "Rolle", en: "Role" },
  anyRole: { da: "Alle roller", en: "All roles" },
  standing: { da: "Adgang", en: "Access" },
  anyStanding: { da: "Alle", en: "All" },
  isIn: { da: "Kan logge ind", en: "Can sign in" },
  isOut: { da: "Lukket ude", en: "Locked out" },
  isDisabled: { da: "af en administrator", en: "by an administrator" },
  isLocked: { da: "af en driftsansvarlig", en: "by an operator" },
  isKeptOut: { da: "af jeres eget system", en: "by your own system" },
  found: {
    da: "{count, plural, one {# bruger} other {# brugere}}",
    en: "{count, plural, one {# person} other {# people}}",
  },
  foundOnPage: {
    da: "{count, plural, one {# bruger} other {# brugere}}, side {page}",
    en: "{count, plural, one {# person} other {# people}}, page {page}",
  },
  list: { da: "Brugere i organisationen", en: "People of the organisation" },
  name: { da: "Navn", en: "Name" },
  department: { da: "Afdeling", en: "Department" },
  roles: { da: "Roller", en: "Roles" },
  lastSignIn: { da: "Sidst logget ind", en: "Last signed in" },
  never: { da: "Aldrig", en: "Never" },
  none: { da: "Ingen passer", en: "Nobody fits" },
  noneWhy: {
    da: "Kun dem, der har logget ind mindst én gang, står her. Skriv færre bogstaver, eller vælg alle roller.",
    en: "Only those who have signed in at least once are here. Write fewer letters, or choose all roles.",
  },
  nothingMore: { da: "Der er ikke flere.", en: "There are no more." },
  fromSignIn: { da: "fra jeres login", en: "from your sign-in" },
  fromHere: { da: "givet her", en: "given here" },
  fromGroup: { da: "fra gruppen {group}", en: "from the group {group}" },
  back: { da: "Alle brugere", en: "All people" },
  unknownPerson: { da: "Brugeren findes ikke", en: "There is no such person" },
  unknownPersonWhy: {
    da: "Der er ingen med den adresse i din organisation. Den, du leder efter, har måske ikke logget ind endnu.",
    en: "There is nobody at this address in your organisation. Whoever you look for may not have signed in yet.",
  },
  email: { da: "E-mail", en: "E-mail" },
  provider: { da: "Logger ind hos", en: "Signs in at" },
  groupsOf: { da: "Grupper fra jeres eget system", en: "Groups of your own system" },
  unknownDepartment: { da: "ukendt afdeling ({id})", en: "unknown department ({id})" },
  rolesLead: {
    da: "En ny rolle virker inden for et minut, også hvor personen allerede er logget ind.",
    en: "A new role works within a minute, also where the person is signed in already.",
  },
  noRoles: { da: "Har ingen roller.", en: "Has no roles." },
  claimedWhy: {
    da: "Kommer fra jeres login ({provider}) og ændres dér.",
    en: "Comes from your sign-in ({provider}) and is changed there.",
  },
  claimedPlainWhy: {
    da: "Kommer fra jeres login og ændres dér.",
    en: "Comes from your sign-in and is changed there.",
  },
  givenBy: { da: "Givet her af {name} {when}.", en: "Given here by {name} on {when}." },
  givenByOperator: {
    da: "Givet her af en driftsansvarlig {when}.",
    en: "Given here by an operator on {when}.",
  },
  groupWhy: {
    da: "Kommer fra gruppen {group} i jeres eget system og følger medlemskabet.",
    en: "Comes from the group {group} of your own system and goes with the membership.",
  },
  somebody: { da: "en, der ikke er her mere", en: "somebody who is not here any more" },
  hasAlready: { da: "Har den allerede fra jeres login.", en: "Has it from your sign-in already." },
  covers: {
    da: "Dækker {departments} med alle underafdelinger.",
    en: "Covers {departments} with all sub-departments.",
  },
  coversNumbers: {
    da: "Dækker løsninger med KLE {numbers}.",
    en: "Covers cases with KLE {numbers}.",
  },
  coversBoth: {
    da: "Dækker løsninger med KLE {numbers}, der hører til {departments} eller en underafdeling.",
    en: "Covers cases with KLE {numbers} that belong to {departments} or a sub-department.",
  },
  platformWhy: {
    da: "Rollen gælder ud over jeres organisation. Kun en driftsansvarlig giver og fjerner den.",
    en: "The role reaches beyond your organisation. Only an operator gives and takes it.",
  },
  ownWhy: {
    da: "Du kan ikke fjerne din egen administratorrolle. Bed en anden administrator om det.",
    en: "You cannot take your own role as administrator. Ask another administrator to.",
  },
  give: { da: "Giv en rolle", en: "Give a role" },
  giveTo: { da: "Giv {name} en rolle", en: "Give {name} a role" },
  giveNow: { da: "Giv rollen", en: "Give the role" },
  given: { da: "Rollen er givet.", en: "The role is given." },
  whichRole: { da: "Hvilken rolle?", en: "Which role?" },
  nothingToGive: {
    da: "{name} har allerede alle de roller, du kan give.",
    en: "{name} has all the roles that you can give.",
  },
  take: { da: "Fjern rollen", en: "Take the role" },
  takeOf: { da: "Fjern rollen {role} fra {name}?", en: "Take the role {role} from {name}?" },
  takeWhy: {
    da: "{name} mister det, rollen giver, inden for et minut. Det, {name} har skrevet, bliver stående.",
    en: "{name} loses what the role gives within a minute. What {name} wrote stays.",
  },
  takeStill: {
    da: "Rollen kommer også fra jeres login eller en gruppe, så {name} beholder den, til den også fjernes dér.",
    en: "The role comes from your sign-in or a group as well, so {name} keeps it until it is taken there too.",
  },
  taken: { da: "Rollen er fjernet.", en: "The role is taken." },
  changeDepartments: {
    da: "Ret afdelinger og KLE-numre",
    en: "Change departments and KLE numbers",
  },
  changeDepartmentsOf: {
    da: "Det, {name} er lokal superbruger for",
    en: "What {name} is a local superuser of",
  },
  saveDepartments: { da: "Gem", en: "Save" },
  departmentsSaved: { da: "Ændringen er gemt.", en: "The change is saved." },
  departments: { da: "Afdelinger", en: "Departments" },
  departmentsHint: {
    da: "Underafdelinger er med, også dem, der kommer til senere. Vælg højst 50.",
    en: "Sub-departments are included, those that come later as well. Choose 50 at most.",
  },
  numbers: { da: "KLE-numre", en: "KLE numbers" },
  numbersHint: {
    da: "Hovedgruppe, gruppe eller emne med komma imellem, for eksempel 27, 54.15. Skriver du numre og vælger afdelinger, gælder rollen kun løsninger, hvor begge dele passer.",
    en: "Main group, group or subject with commas between, such as 27, 54.15. If you write numbers and choose departments, the role covers only cases for which both hold.",
  },
  notANumber: {
    da: "{word} er ikke et KLE-nummer. Skriv to cifre ad gangen, for eksempel 27 eller 27.69.",
    en: "{word} is no KLE number. Write two digits at a time, such as 27 or 27.69.",
  },
  tooManyNumbers: { da: "Skriv højst 50 numre.", en: "Write 50 numbers at most." },
  chosen: {
    da: "{count, plural, =0 {Ingen valgt} one {# valgt} other {# valgt}}",
    en: "{count, plural, =0 {None chosen} one {# chosen} other {# chosen}}",
  },
  findDepartment: { da: "Find en afdeling", en: "Find a department" },
  noDepartment: { da: "Ingen afdeling hedder sådan.", en: "No department is called so." },
  included: { da: "(med i {department})", en: "(included in {department})" },
  noneLoaded: {
    da: "Der er ingen afdelinger indlæst for jer, så rollen kan kun gælde KLE-numre. Den, der driver Genvej, kan indlæse afdelinger, eller jeres eget system kan sende dem.",
    en: "No departments are loaded for you, so the role can go by KLE numbers alone. Whoever runs Genvej can load departments, or your own system can send them.",
  },
  chooseOne: {
    da: "Vælg mindst én afdeling, eller skriv et KLE-nummer.",
    en: "Choose at least one department, or write a KLE number.",
  },
  access: { da: "Adgang", en: "Access" },
  accessIn: {
    da: "{name} kan logge ind.",
    en: "{name} can sign in.",
  },
  accessInWhy: {
    da: "Lukker du {name} ude, slutter alle {name}s sessioner med det samme, og personen kan ikke logge ind igen, før en administrator lukker op. Løsninger og kommentarer bliver stående.",
    en: "If you lock {name} out, all sessions of {name} end at once, and the person cannot sign in again until an administrator lets them in. Cases and comments stay.",
  },
  disable: { da: "Luk ude", en: "Lock out" },
  disableOf: { da: "Luk {name} ude?", en: "Lock {name} out?" },
  disableEnds: {
    da: "{name} bliver logget ud alle steder inden for få sekunder.",
    en: "{name} is signed out everywhere within seconds.",
  },
  disableStays: {
    da: "{name} kan ikke logge ind, heller ikke hvis jeres login siger god for personen, før en administrator lukker op igen.",
    en: "{name} cannot sign in, even if your sign-in vouches for the person, until an administrator lets them in again.",
  },
  disableKeeps: {
    da: "Løsninger, kommentarer og roller bliver, som de er.",
    en: "Cases, comments and roles stay as they are.",
  },
  disabled: { da: "{name} er lukket ude.", en: "{name} is locked out." },
  enable: { da: "Luk ind igen", en: "Let in again" },
  enableOf: { da: "Luk {name} ind igen?", en: "Let {name} in again?" },
  enableWhy: {
    da: "{name} kan logge ind igen med det samme og har de samme roller som før.",
    en: "{name} can sign in again at once and has the same roles as before.",
  },
  enabled: { da: "{name} kan logge ind igen.", en: "{name} can sign in again." },
  outHere: { da: "{name} er lukket ude", en: "{name} is locked out" },
  outBy: {
    da: "{by} lukkede {name} ude {when}.",
    en: "{by} locked {name} out on {when}.",
  },
  outByOperator: {
    da: "En driftsansvarlig har lukket {name} ude. Kun en driftsansvarlig kan lukke op igen; kontakt den, der driver Genvej.",
    en: "An operator has locked {name} out. Only an operator can let them in again; contact whoever runs Genvej.",
  },
  outHereUnknown: {
    da: "En administrator har lukket {name} ude.",
    en: "An administrator has locked {name} out.",
  },
  outBySystems: {
    da: "Jeres eget system holder {name} ude: personen er slået fra eller slettet dér. Det kan kun ændres dér.",
    en: "Your own system keeps {name} out: the person is switched off or deleted there. It can only be changed there.",
  },
  ownAccess: {
    da: "Det er dig selv. Du kan ikke lukke dig selv ude; bed en anden administrator om det.",
    en: "This is you. You cannot lock yourself out; ask another administrator to.",
  },
  platformAccess: {
    da: "{name} har en rolle, der gælder ud over jeres organisation. Derfor kan kun en driftsansvarlig lukke personen ude.",
    en: "{name} has a role that reaches beyond your organisation. That is why only an operator can lock the person out.",
  },
  latest: { da: "Seneste hændelser", en: "What happened lately" },
  wholeLog: { da: "Alt om {name} i loggen", en: "Everything about {name} in the log" },
  departmentsLead: {
    da: "Afdelingerne hos {organisation}, og hvem der er lokal superbruger hvor. En lokal superbruger må rette de løsninger, som afdelingen og dens underafdelinger ejer.",
    en: "The departments of {organisation}, and who is a local superuser where. A local superuser may edit what the department and its sub-departments own.",
  },
  noUnits: { da: "Ingen afdelinger endnu", en: "No departments yet" },
  noUnitsWhy: {
    da: "Afdelinger kommer fra jeres eget system, når det sender dem hertil, eller fra den, der driver Genvej. Indtil da kan en lokal superbruger kun have KLE-numre.",
    en: "Departments come from your own system when it sends them here, or from whoever runs Genvej. Until then a local superuser can have KLE numbers only.",
  },
  everyDepartment: {
    da: "{count, plural, one {# afdeling} other {# afdelinger}}",
    en: "{count, plural, one {# department} other {# departments}}",
  },
  onlyNumbers: { da: "kun KLE {numbers}", en: "KLE {numbers} only" },
  superusersHere: { da: "Lokal superbruger:", en: "Local superuser:" },
  groupHere: { da: "alle i gruppen {name}", en: "everybody in the group {name}" },
  notAllSuperusers: {
    da: "De første 100 lokale superbrugere er med.",
    en: "The first 100 local superusers are here.",
  },
  lostSuperusers: {
    da: "Afdelinger, der ikke findes mere, men stadig står på en rolle",
    en: "Departments that are gone, but are still named by a role",
  },
  groups: { da: "Grupper", en: "Groups" },
  groupsLead: {
    da: "Grupper, som jeres eget system sender hertil. Bestem, hvilke roller en gruppe giver sine medlemmer.",
    en: "Groups that your own system sends here. Say which roles a group gives its members.",
  },
  noGroups: { da: "Ingen grupper endnu", en: "No groups yet" },
  noGroupsWhy: {
    da: "Grupper kommer fra jeres eget system, fx Entra ID, når det sender brugere og grupper hertil (SCIM). En administrator laver den adgang, systemet skal bruge. Giv roller til den enkelte under Brugere indtil da.",
    en: "Groups come from your own system, for example Entra ID, when it sends people and groups here (SCIM). An administrator makes the access that the system needs. Until then, give roles to each person under People.",
  },
  groupList: { da: "Grupper og deres roller", en: "Groups and their roles" },
  group: { da: "Gruppe", en: "Group" },
  members: { da: "Medlemmer", en: "Members" },
  gives: { da: "Giver", en: "Gives" },
  givesNothing: { da: "Giver ingenting", en: "Gives nothing" },
  tools: { da: "Handlinger", en: "Actions" },
  change: { da: "Ret", en: "Change" },
  changeGroup: { da: "Hvad giver {name}?", en: "What does {name} give?" },
  groupRoles: { da: "Roller til alle i gruppen", en: "Roles to everybody in the group" },
  groupRolesHint: {
    da: "De kommer oven i det, jeres login giver, og følger medlemskabet. Intet flueben giver ingenting.",
    en: "They come on top of what your sign-in gives, and go with the membership. No tick gives nothing.",
  },
  groupUnit: { da: "Afdeling", en: "Department" },
  groupUnitHint: {
    da: "Medlemmerne hører til den. Som lokale superbrugere dækker de den og dens underafdelinger; uden en her dækker de de afdelinger, de selv er i.",
    en: "The members belong to it. As local superusers they cover it and its sub-departments; without one here they cover the departments that they are in.",
  },
  noUnit: { da: "Ingen afdeling", en: "No department" },
  ownDepartments: {
    da: "Dækker de afdelinger, hvert medlem selv er i.",
    en: "Covers the departments that each member is in.",
  },
  belongs: { da: "Hører til {department}.", en: "Belongs to {department}." },
  groupCounts: {
    da: "Det gælder for {count, plural, one {# medlem} other {# medlemmer}} inden for et minut.",
    en: "It counts for {count, plural, one {# member} other {# members}} within a minute.",
  },
  groupSaved: { da: "{name} er gemt.", en: "{name} is saved." },
});

/** What each role lets somebody else do. */
export const powers = texts("powers", {
  READER: {
    da: "Ser det, der er delt med organisationen, følger løsninger og gemmer søgninger.",
    en: "Sees what is shared with the organisation, follows cases and saves searches.",
  },
  CONTRIBUTOR: {
    da: "Opretter løsninger, retter dem, personen selv er med på, kommenterer, spørger og genbruger.",
    en: "Registers cases, edits those that the person is on, comments, asks and reuses.",
  },
  LOCAL_SUPERUSER: {
    da: "Retter løsninger i bestemte afdelinger eller med bestemte KLE-numre.",
    en: "Edits cases of certain departments or with certain KLE numbers.",
  },
  SUPERUSER: {
    da: "Retter og deler alle organisationens løsninger og svarer på invitationer om fælles ejerskab.",
    en: "Edits and shares all cases of the organisation, and answers invitations to own together.",
  },
  ADMINISTRATOR: {
    da: "Styrer organisationens profil, brugere, roller og login, ligesom du.",
    en: "Manages the profile, people, roles and sign-in of the organisation, as you do.",
  },
  API_ADMINISTRATOR: {
    da: "Giver programmer og robotter adgang på organisationens vegne.",
    en: "Gives programs and robots access for the organisation.",
  },
  COORDINATOR: {
    da: "Tæller på tværs af organisationer og offentliggør kvartaler.",
    en: "Counts across organisations and publishes quarters.",
  },
  CATALOGUE_EDITOR: {
    da: "Holder orden i de fælles kataloger.",
    en: "Keeps the common catalogues in order.",
  },
  OPERATOR: { da: "Holder Genvej i drift.", en: "Keeps Genvej running." },
});
