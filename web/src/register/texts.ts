import { texts } from "../texts/texts.ts";

export const register = texts("register", {
  title: { da: "Del en løsning", en: "Share a case" },
  lead: {
    da: "To minutter er nok. Titel og resumé skal udfyldes; resten kan vente og vokser med fasen.",
    en: "Two minutes are enough. Title and summary are needed; the rest can wait and grows with the phase.",
  },
  notAllowed: { da: "Du kan ikke oprette løsninger", en: "You cannot register cases" },
  notAllowedWhy: {
    da: "Din organisation har ikke givet dig rettigheden bidragyder. Spørg din administrator.",
    en: "Your organisation has not made you a contributor. Ask your administrator.",
  },
  basics: { da: "Hvad er det?", en: "What is it?" },
  similar: { da: "Ligner en af disse din?", en: "Is one of these like yours?" },
  similarWhy: {
    da: "Så kan du genbruge den i stedet for at begynde forfra.",
    en: "Then you can reuse it instead of beginning anew.",
  },
  story: { da: "Fra udfordring til løsning", en: "From challenge to solution" },
  challengeHint: { da: "Hvad var svært, og for hvem?", en: "What was difficult, and for whom?" },
  solutionHint: {
    da: "Hvad har I gjort eller tænkt jer?",
    en: "What have you done, or mean to do?",
  },
  phase: { da: "Hvor langt er I?", en: "How far are you?" },
  gains: { da: "Hvad forventer I at spare?", en: "What do you expect to save?" },
  gainsWhy: {
    da: "Kan du ikke svare, så lad det stå tomt. Det tæller ikke som 0.",
    en: "If you cannot answer, leave it empty. It does not count as 0.",
  },
  estimate: {
    da: "Det er {manual} timer om året i hånden, og {expected} timer forventes frigjort.",
    en: "That is {manual} hours a year by hand, and {expected} hours are expected to be freed.",
  },
  reuse: { da: "Til dem, der vil genbruge", en: "For those who want to reuse it" },
  tips: { da: "Op til tre råd om genbrug", en: "Up to three tips on reuse" },
  share: { da: "Deling", en: "Sharing" },
  shareWhy: {
    da: "Du kan altid dele bredere senere. Intet andet end dit eget valg ændrer det.",
    en: "You can always share more widely later. Nothing but your own choice changes it.",
  },
  go: { da: "Opret løsningen", en: "Register the case" },
  done: { da: "Løsningen er oprettet.", en: "The case is registered." },
  doneButPhase: {
    da: "Løsningen er oprettet, men fasen mangler noget: {why}",
    en: "The case is registered, but its phase needs more: {why}",
  },
});
