import { texts } from "../texts/texts.ts";

export const edit = texts("edit", {
  title: { da: "Redigér {title}", en: "Edit {title}" },
  sectionTitle: { da: "{section}: {title}", en: "{section}: {title}" },
  back: { da: "Tilbage til løsningen", en: "Back to the case" },
  backToEdit: { da: "Tilbage til redigering", en: "Back to editing" },
  notYours: { da: "Du kan ikke redigere løsningen", en: "You cannot edit this case" },
  notYoursWhy: {
    da: "Det kan kun folk på løsningen og superbrugere i en organisation, der ejer den.",
    en: "Only people on the case and superusers of an organisation that owns it can.",
  },
  standing: { da: "Fase, status og deling", en: "Phase, status and sharing" },
  phase: { da: "Fase", en: "Phase" },
  phaseChanged: { da: "Fasen er ændret.", en: "The phase is changed." },
  needs: {
    da: "Fasen kræver, at dette er udfyldt: {fields}.",
    en: "This phase needs: {fields}.",
  },
  needsNothing: {
    da: "Alt, fasen kræver, er udfyldt.",
    en: "All that this phase needs is filled in.",
  },
  status: { da: "Status", en: "Status" },
  reason: { da: "Begrundelse", en: "Reason" },
  statusChanged: { da: "Status er ændret.", en: "The status is changed." },
  visibility: { da: "Hvem må se løsningen?", en: "Who may see the case?" },
  draftWhy: { da: "Kun folk på løsningen", en: "Only people on the case" },
  organisationWhy: {
    da: "Alle i organisationer, der ejer den",
    en: "Everyone in organisations that own it",
  },
  selectedWhy: { da: "Også dem, du vælger", en: "Also those that you choose" },
  membersWhy: {
    da: "Alle kommuner, regioner og staten",
    en: "All municipalities, regions and the state",
  },
  publicWhy: {
    da: "Også uden login, men uden personer og kommentarer",
    en: "Also without sign-in, but without people and comments",
  },
  visibilityChanged: { da: "Delingen er ændret.", en: "The sharing is changed." },
  selected: { da: "Udvalgte organisationer", en: "Selected organisations" },
  change: { da: "Skift", en: "Change" },
  sections: { da: "Beskrivelsen, afsnit for afsnit", en: "The description, section by section" },
  filled: { da: "udfyldt", en: "filled in" },
  missing: { da: "mangler noget", en: "something is missing" },
  saved: { da: "Afsnittet er gemt.", en: "The section is saved." },
  restored: {
    da: "Din kladde er hentet frem. Den lå i din browser.",
    en: "Your draft is back. It was kept in your browser.",
  },
  discard: { da: "Kassér kladden", en: "Throw the draft away" },
  keeps: {
    da: "Det, du skriver, gemmes som kladde i din browser, indtil du gemmer.",
    en: "What you write is kept as a draft in your browser until you save.",
  },
  conflict: {
    da: "Andre har ændret afsnittet imens",
    en: "Others have changed this section meanwhile",
  },
  conflictWhy: {
    da: "Intet er tabt. Det, du ikke selv har rørt, er hentet ind herunder; dine egne ændringer står, som du skrev dem. Se det igennem, og gem igen.",
    en: "Nothing is lost. What you did not touch has been brought in below; your own changes stand as you wrote them. Look it through and save again.",
  },
  bothChanged: {
    da: "I har begge ændret: {fields}. Dit gælder, når du gemmer; deres står i tabellen.",
    en: "You have both changed: {fields}. Yours counts when you save; theirs is in the table.",
  },
  markdown: {
    da: "Du kan bruge Markdown: **fed**, - punkter, [tekst](https://…).",
    en: "You can use Markdown: **bold**, - points, [text](https://…).",
  },
  onePerLine: { da: "Ét pr. linje.", en: "One a line." },
  addRow: { da: "Tilføj til {what}", en: "Add to {what}" },
  removeRow: { da: "Fjern nr. {number}", en: "Remove no. {number}" },
  row: { da: "Nr. {number}", en: "No. {number}" },
  yearFrom: { da: "Fra år", en: "From year" },
  yearTo: { da: "Til år", en: "To year" },
  minutesEach: { da: "Minutter pr. gang", en: "Minutes each time" },
  percent: { da: "Et helt tal fra 0 til 100.", en: "A whole number from 0 to 100." },
  ratingHint: {
    da: "0–3: Hvor langt blev forventningerne indfriet? 0 er slet ikke.",
    en: "0-3: how far were expectations met? 0 is not at all.",
  },
  kleHint: { da: "Ét pr. linje, fx 27.36.04.", en: "One a line, 27.36.04 for instance." },
  titleHint: {
    da: "Kort og genkendelig for andre, fx Godkendelse af fakturaer.",
    en: "Short, and clear to others: Approval of invoices, for instance.",
  },
  summaryHint: {
    da: "Én eller to sætninger om, hvad løsningen gør.",
    en: "One or two sentences about what it does.",
  },
  toAdaptHint: {
    da: "Hvad skal en anden organisation ændre, før det virker hos dem?",
    en: "What must another organisation change before it works there?",
  },
  contactHint: {
    da: "En rolle eller et team, så det holder, når folk skifter job.",
    en: "A role or a team, so that it lasts when people change jobs.",
  },
  internalHint: {
    da: "Forlader aldrig jeres organisation.",
    en: "Never leaves your organisation.",
  },
  numberWrong: { da: "Skriv et tal.", en: "Write a number." },
});
