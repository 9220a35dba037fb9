import { texts } from "../texts/texts.ts";

export const portfolio = texts("portfolio", {
  lead: {
    da: "Alt, I ejer eller er med i, efter fase.",
    en: "All that you own or take part in, by phase.",
  },
  attention: { da: "Kræver opmærksomhed", en: "Needs attention" },
  nothing: { da: "Intet lige nu. Godt gået.", en: "Nothing right now. Well done." },
  overdue: {
    da: "{count, plural, one {# løsning bør gennemses} other {# løsninger bør gennemses}}",
    en: "{count, plural, one {# case is due for a look} other {# cases are due for a look}}",
  },
  incomplete: {
    da: "{count, plural, one {# løsning er mindre end halvt udfyldt} other {# løsninger er mindre end halvt udfyldt}}",
    en: "{count, plural, one {# case is less than half filled in} other {# cases are less than half filled in}}",
  },
  invited: {
    da: "{count, plural, one {I er inviteret til at eje # løsning} other {I er inviteret til at eje # løsninger}}",
    en: "{count, plural, one {You are invited to own # case} other {You are invited to own # cases}}",
  },
  unshared: {
    da: "{count, plural, one {# løsning er ikke delt med andre} other {# løsninger er ikke delt med andre}}",
    en: "{count, plural, one {# case is not shared with others} other {# cases are not shared with others}}",
  },
  view: { da: "Vis som", en: "Show as" },
  list: { da: "Liste", en: "List" },
  board: { da: "Tavle", en: "Board" },
  cases: { da: "Jeres løsninger", en: "Your cases" },
  none: { da: "I har ingen løsninger endnu", en: "You have no cases yet" },
  noneWhy: {
    da: "Begynd med den, I oftest bliver spurgt om.",
    en: "Begin with the one that you are asked about most.",
  },
  share: { da: "Del en løsning", en: "Share a case" },
  name: { da: "Løsning", en: "Case" },
  phase: { da: "Fase", en: "Phase" },
  status: { da: "Status", en: "Status" },
  shared: { da: "Deles med", en: "Shared with" },
  filled: { da: "Udfyldt", en: "Filled in" },
  expected: { da: "Forventede timer/år", en: "Expected hours/year" },
  reusers: { da: "Genbrugere", en: "Reusers" },
  changed: { da: "Ændret", en: "Changed" },
  table: { da: "Jeres løsninger som tabel", en: "Your cases as a table" },
  inPhase: {
    da: "{phase}: {count, plural, one {# løsning} other {# løsninger}}",
    en: "{phase}: {count, plural, one {# case} other {# cases}}",
  },
  firstHundred: { da: "De første 100 vises.", en: "The first 100 are shown." },
});
