import { texts } from "../texts/texts.ts";

export const errors = texts("errors", {
  report: { da: "Meld en fejl", en: "Report an error" },
  reportTitle: { da: "Meld en fejl i {title}", en: "Report an error in {title}" },
  why: {
    da: "Kun I og ejerne ser det. Ejerne har 30 dage til at svare, og svaret kommer i din indbakke.",
    en: "Only your organisation and the owners see it. They have 30 days to answer, and the answer comes to your inbox.",
  },
  field: { da: "Hvor er fejlen?", en: "Where is the error?" },
  whole: { da: "I det hele", en: "In the whole" },
  text: { da: "Hvad er forkert?", en: "What is wrong?" },
  send: { da: "Send", en: "Send" },
  sent: { da: "Fejlen er meldt til ejerne.", en: "The error is reported to the owners." },
  title: { da: "Fejlmeldinger", en: "Error reports" },
  none: {
    da: "Ingen fejl er meldt til jer, og I har ikke meldt nogen.",
    en: "No errors are reported to you, and you have reported none.",
  },
  from: { da: "meldt af {organisation}", en: "reported by {organisation}" },
  due: { da: "Svar senest {date}", en: "Answer by {date}" },
  late: { da: "Fristen var {date}", en: "The deadline was {date}" },
  answered: { da: "Besvaret", en: "Answered" },
  yourAnswer: { da: "Jeres svar", en: "Your answer" },
  answer: { da: "Svar, og afslut", en: "Answer and close" },
  resolved: { da: "Fejlmeldingen er besvaret.", en: "The error report is answered." },
});
