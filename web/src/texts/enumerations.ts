/**
 * Names of the values of enumerations that the server has no texts for. The type asks for each
 * value of the schema in both languages, so that a value that is added there fails the build here.
 */
import type { introspection } from "../client/schema.d.ts";

type Types = introspection["types"];
type Both = { da: string; en: string };

/** Enumerations of the schema that screens name. */
export type Enumeration =
  | "Phase"
  | "Status"
  | "CaseKind"
  | "Region"
  | "OrganisationKind"
  | "Visibility"
  | "SubjectArea"
  | "ReuseDegree"
  | "Schedule"
  | "GainKind"
  | "Unit"
  | "Recurrence"
  | "Direction"
  | "Qualifier"
  | "PreconditionKind"
  | "LinkKind"
  | "CostKind"
  | "PersonRole"
  | "SectionKind"
  | "Level"
  | "InboxKind"
  | "StatisticsDimension"
  | "ValueKind"
  | "Role"
  | "ContributedMeasure"
  | "Catalogue"
  | "InhabitantBand"
  | "EmployeeBand";

type ValuesOf<E extends Enumeration> = Types[E] extends { enumValues: infer V extends string }
  ? V
  : never;
type Named = "Phase" | "Status" | "CaseKind" | "Region" | "OrganisationKind" | "SubjectArea";

export const enumerations: {
  // A value may have a name before it is in the schema; it cannot be in the schema without one.
  [E in Exclude<Enumeration, Named>]: Record<ValuesOf<E>, Both> & Record<string, Both>;
} & { [E in Named]: Record<string, Both> } = {
  Phase: {},
  Status: {},
  CaseKind: {},
  Region: {},
  OrganisationKind: {},
  Visibility: {
    DRAFT: { da: "Kladde", en: "Draft" },
    ORGANISATION: { da: "Min organisation", en: "My organisation" },
    SELECTED: { da: "Udvalgte organisationer", en: "Selected organisations" },
    MEMBERS: { da: "Alle, der er logget ind", en: "Everyone signed in" },
    PUBLIC: { da: "Offentlig", en: "Public" },
  },
  SubjectArea: {},
  ReuseDegree: {
    INSPIRED: { da: "Inspireret af", en: "Inspired by" },
    TESTING: { da: "Afprøver", en: "Testing" },
    ADAPTING: { da: "Tilpasser", en: "Adapting" },
    IN_USE: { da: "I brug", en: "In use" },
    JOINT_OPERATION: { da: "Fælles drift", en: "Joint operation" },
    STOPPED: { da: "Stoppet", en: "Stopped" },
  },
  Schedule: {
    ON_DEMAND: { da: "Efter behov", en: "On demand" },
    ONCE: { da: "Én gang", en: "Once" },
    CONTINUOUS: { da: "Hele tiden", en: "Continuously" },
    DAILY: { da: "Dagligt", en: "Daily" },
    WEEKLY: { da: "Ugentligt", en: "Weekly" },
    MONTHLY: { da: "Månedligt", en: "Monthly" },
    QUARTERLY: { da: "Hvert kvartal", en: "Quarterly" },
    YEARLY: { da: "Årligt", en: "Yearly" },
  },
  GainKind: {
    TIME: { da: "Tid", en: "Time" },
    MONEY: { da: "Penge", en: "Money" },
    QUALITY: { da: "Kvalitet", en: "Quality" },
    CITIZEN_SATISFACTION: { da: "Borgertilfredshed", en: "Citizen satisfaction" },
    EMPLOYEE_SATISFACTION: { da: "Medarbejdertilfredshed", en: "Employee satisfaction" },
    OTHER: { da: "Andet", en: "Other" },
  },
  Unit: {
    HOURS: { da: "timer", en: "hours" },
    KRONER: { da: "kr.", en: "DKK" },
    PERCENT: { da: "%", en: "%" },
    PERCENTAGE_POINTS: { da: "procentpoint", en: "percentage points" },
    POINTS: { da: "point", en: "points" },
    COUNT: { da: "stk.", en: "count" },
    OTHER: { da: "andet", en: "other" },
  },
  Recurrence: {
    ONCE: { da: "én gang", en: "once" },
    PER_YEAR: { da: "om året", en: "a year" },
    PER_CASE: { da: "pr. sag", en: "per case" },
    OVER_PERIOD: { da: "over en periode", en: "over a period" },
    NOT_STATED: { da: "ikke oplyst", en: "not stated" },
  },
  Direction: {
    MORE_IS_BETTER: { da: "Mere er bedre", en: "More is better" },
    LESS_IS_BETTER: { da: "Mindre er bedre", en: "Less is better" },
    NOT_STATED: { da: "Ikke oplyst", en: "Not stated" },
  },
  Qualifier: {
    EXACT: { da: "præcis", en: "exactly" },
    ABOUT: { da: "ca.", en: "about" },
    AT_LEAST: { da: "mindst", en: "at least" },
    AT_MOST: { da: "højst", en: "at most" },
    RANGE: { da: "fra–til", en: "from–to" },
  },
  PreconditionKind: {
    LAW: { da: "Lov eller lokal beslutning", en: "Law or local decision" },
    SYSTEM: { da: "It-system", en: "IT system" },
    CONTRACT: { da: "Kontrakt eller aftale", en: "Contract or agreement" },
    ORGANISATION: { da: "Organisation", en: "Organisation" },
  },
  LinkKind: {
    REPOSITORY: { da: "Kildekode", en: "Source code" },
    DOCUMENTATION: { da: "Vejledning", en: "Documentation" },
    ARTICLE: { da: "Artikel", en: "Article" },
    FILM: { da: "Film", en: "Film" },
    WEBSITE: { da: "Websted", en: "Website" },
  },
  CostKind: {
    TIME: { da: "Arbejdstid", en: "Working time" },
    MONEY: { da: "Penge", en: "Money" },
    OTHER: { da: "Andet", en: "Other" },
  },
  PersonRole: {
    REPORTER: { da: "Indberetter", en: "Reporter" },
    SUBJECT_CONTACT: { da: "Faglig kontakt", en: "Subject contact" },
    TECHNICAL_CONTACT: { da: "Teknisk kontakt", en: "Technical contact" },
    ASSOCIATED: { da: "Tilknyttet", en: "Associated" },
  },
  SectionKind: {
    BASICS: { da: "Grundoplysninger", en: "Basics" },
    STORY: { da: "Udfordring og løsning", en: "Challenge and solution" },
    WORKLOAD: { da: "Arbejdsmængde", en: "Workload" },
    SUITABILITY: { da: "Egnethed", en: "Suitability" },
    IMPLEMENTATION: { da: "Teknik og indførelse", en: "Implementation" },
    OPERATION: { da: "Drift", en: "Operation" },
    VALUE: { da: "Værdi", en: "Value" },
    SPREAD: { da: "Det skal en genbruger vide", en: "What a reuser must know" },
    RESOURCES: { da: "Ressourcer", en: "Resources" },
    CONTACT: { da: "Kontakt", en: "Contact" },
    LINKS: { da: "Links", en: "Links" },
    INTERNAL: { da: "Interne noter", en: "Internal notes" },
  },
  Level: {
    VERY_HIGH: { da: "I høj grad", en: "To a high degree" },
    HIGH: { da: "I nogen grad", en: "To some degree" },
    LOW: { da: "I mindre grad", en: "To a lesser degree" },
    VERY_LOW: { da: "Slet ikke", en: "Not at all" },
    UNKNOWN: { da: "Ved ikke", en: "Not known" },
  },
  InboxKind: {
    NEW_CASE: { da: "Ny løsning", en: "New case" },
    CONSENT_ASKED: { da: "Samtykke til en paraply", en: "Consent to a collection" },
    CONSENT_ANSWERED: { da: "Svar om en paraply", en: "Answer about a collection" },
    FOLLOWED: { da: "Du følger", en: "You follow" },
    COMMENTED: { da: "Kommentar", en: "Comment" },
    ANSWERED: { da: "Svar", en: "Answer" },
    REUSE_PROGRESSED: { da: "Genbrug", en: "Reuse" },
    REUSE_BEGUN: { da: "Nyt genbrug", en: "New reuse" },
    ENQUIRY_RECEIVED: { da: "Henvendelse", en: "Enquiry" },
    ENQUIRY_ANSWERED: { da: "Svar på henvendelse", en: "Answer to enquiry" },
    ERROR_REPORTED: { da: "Fejlmelding", en: "Error report" },
    ERROR_RESOLVED: { da: "Svar på fejlmelding", en: "Answer to error report" },
    FOUND_BY_SEARCH: { da: "Fundet af din søgning", en: "Found by your search" },
    MENTIONED: { da: "Du er nævnt", en: "You are mentioned" },
  },
  StatisticsDimension: {
    ORGANISATION: { da: "Organisation", en: "Organisation" },
    ORGANISATION_KIND: { da: "Slags organisation", en: "Kind of organisation" },
    REGION: { da: "Region", en: "Region" },
    PHASE: { da: "Fase", en: "Phase" },
    STATUS: { da: "Status", en: "Status" },
    KIND: { da: "Type", en: "Kind" },
    SIZE_BAND: { da: "Størrelse", en: "Size" },
    SUBJECT_AREA: { da: "Fagområde", en: "Subject area" },
    KLE_GROUP: { da: "KLE-hovedgruppe", en: "KLE main group" },
    TECHNOLOGY: { da: "Teknologi", en: "Technology" },
    VENDOR: { da: "Leverandør", en: "Vendor" },
    REGISTERED_YEAR: { da: "Oprettet, år", en: "Registered, year" },
    REGISTERED_QUARTER: { da: "Oprettet, kvartal", en: "Registered, quarter" },
    OPERATION_YEAR: { da: "I drift, år", en: "In operation, year" },
    OPERATION_QUARTER: { da: "I drift, kvartal", en: "In operation, quarter" },
  },
  ValueKind: {
    POLITICAL_GOALS: { da: "Politiske mål", en: "Political goals" },
    QUALITY: { da: "Højere kvalitet", en: "Higher quality" },
    EFFICIENCY: { da: "Øget effektivitet", en: "Efficiency" },
    DEMOCRACY: { da: "Demokrati og inddragelse", en: "Democracy and involvement" },
    INNOVATION_CAPACITY: { da: "Innovationskapacitet", en: "Innovation capacity" },
    CITIZEN_SATISFACTION: { da: "Borgertilfredshed", en: "Citizen satisfaction" },
    EMPLOYEE_SATISFACTION: { da: "Medarbejdertilfredshed", en: "Employee satisfaction" },
  },
  Role: {
    READER: { da: "Læser", en: "Reader" },
    CONTRIBUTOR: { da: "Bidragyder", en: "Contributor" },
    LOCAL_SUPERUSER: { da: "Lokal superbruger", en: "Local superuser" },
    SUPERUSER: { da: "Superbruger", en: "Superuser" },
    ADMINISTRATOR: { da: "Administrator", en: "Administrator" },
    API_ADMINISTRATOR: { da: "API-administrator", en: "API administrator" },
    COORDINATOR: { da: "Koordinator", en: "Coordinator" },
    CATALOGUE_EDITOR: { da: "Katalogredaktør", en: "Catalogue editor" },
    OPERATOR: { da: "Driftsansvarlig", en: "Operator" },
  },
  ContributedMeasure: {
    CASES: { da: "Løsninger", en: "Cases" },
    EXPECTED_HOURS: { da: "Forventede timer/år", en: "Expected hours/year" },
    MEASURED_HOURS: { da: "Målte timer/år", en: "Measured hours/year" },
    EXPECTED_KRONER: { da: "Forventede kr./år", en: "Expected DKK/year" },
    MEASURED_KRONER: { da: "Målte kr./år", en: "Measured DKK/year" },
  },
  Catalogue: {
    TECHNOLOGIES: { da: "Teknologier", en: "Technologies" },
    IT_SYSTEMS: { da: "It-systemer", en: "IT systems" },
  },
  InhabitantBand: {
    BELOW_30000: { da: "Under 30.000 indbyggere", en: "Under 30,000 inhabitants" },
    BELOW_45000: { da: "30.000–44.999 indbyggere", en: "30,000–44,999 inhabitants" },
    BELOW_60000: { da: "45.000–59.999 indbyggere", en: "45,000–59,999 inhabitants" },
    BELOW_100000: { da: "60.000–99.999 indbyggere", en: "60,000–99,999 inhabitants" },
    FROM_100000: { da: "100.000 indbyggere eller flere", en: "100,000 inhabitants or more" },
  },
  EmployeeBand: {
    BELOW_1500: { da: "Under 1.500 ansatte", en: "Under 1,500 employees" },
    BELOW_3000: { da: "1.500–2.999 ansatte", en: "1,500–2,999 employees" },
    BELOW_5000: { da: "3.000–4.999 ansatte", en: "3,000–4,999 employees" },
    BELOW_10000: { da: "5.000–9.999 ansatte", en: "5,000–9,999 employees" },
    FROM_10000: { da: "10.000 ansatte eller flere", en: "10,000 employees or more" },
  },
};
