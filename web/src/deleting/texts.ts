import { texts } from "../texts/texts.ts";

export const deleting = texts("deleting", {
  title: { da: "Afslut eller slet", en: "End or delete" },
  end: { da: "Afslut løsningen", en: "End the case" },
  endWhy: {
    da: "En løsning, der er slut, bliver stående, så andre kan lære af den.",
    en: "A case that has ended stays, so that others can learn from it.",
  },
  outOfUse: { da: "Den er taget ud af drift", en: "It is taken out of operation" },
  outOfUseHint: { da: "Fasen skiftes.", en: "Its phase changes." },
  failed: { da: "Den lykkedes ikke", en: "It failed" },
  failedHint: { da: "Status skiftes. Skriv hvorfor.", en: "Its status changes. Write why." },
  rejected: { da: "Den blev valgt fra", en: "It was rejected" },
  how: { da: "Hvordan sluttede den?", en: "How did it end?" },
  why: { da: "Hvorfor?", en: "Why?" },
  whyHint: {
    da: "Andre kan læse det, så de ikke løber ind i det samme.",
    en: "Others can read it, so that they do not meet the same.",
  },
  ended: { da: "Løsningen er afsluttet.", en: "The case is ended." },
  delete: { da: "Slet løsningen", en: "Delete the case" },
  deleteShort: {
    da: "Slet kun det, der er oprettet ved en fejl.",
    en: "Delete only what was registered by mistake.",
  },
  deleteTitle: { da: "Slet {title}?", en: "Delete {title}?" },
  deleteWhy: {
    da: "Ingen kan se løsningen længere, heller ikke dem, der følger eller genbruger den. I kan hente den tilbage fra Slettede løsninger.",
    en: "Nobody can see the case any more, nor those who follow or reuse it. You can bring it back from Deleted cases.",
  },
  deleted: { da: "Løsningen er slettet.", en: "The case is deleted." },
  deletedCases: { da: "Slettede løsninger", en: "Deleted cases" },
  deletedLead: {
    da: "Løsninger, som din organisation leder, og som du kan hente tilbage.",
    en: "Cases that your organisation leads and that you can bring back.",
  },
  table: { da: "Slettede løsninger i en tabel", en: "Deleted cases in a table" },
  none: { da: "Ingen løsninger er slettet", en: "No cases are deleted" },
  noneWhy: {
    da: "Når du sletter en løsning, ligger den her.",
    en: "When you delete a case, it is here.",
  },
  case: { da: "Løsning", en: "Case" },
  when: { da: "Slettet", en: "Deleted" },
  reason: { da: "Begrundelse", en: "Reason" },
  tools: { da: "Handlinger", en: "Actions" },
  restore: { da: "Hent tilbage", en: "Bring back" },
  restored: { da: "Løsningen er hentet tilbage.", en: "The case is brought back." },
  open: { da: "Åbn {title}", en: "Open {title}" },
});
