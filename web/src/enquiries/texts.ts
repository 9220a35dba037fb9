import { texts } from "../texts/texts.ts";

export const enquiries = texts("enquiries", {
  ask: { da: "Spørg ejerne af {title}", en: "Ask the owners of {title}" },
  askWhy: {
    da: "Kun I og ejerne ser henvendelsen. Svaret kommer i din indbakke.",
    en: "Only your organisation and the owners see it. The answer comes to your inbox.",
  },
  subject: { da: "Emne", en: "Subject" },
  question: { da: "Dit spørgsmål", en: "Your question" },
  send: { da: "Send", en: "Send" },
  sent: { da: "Henvendelsen er sendt.", en: "The enquiry is sent." },
  title: { da: "Henvendelser", en: "Enquiries" },
  none: { da: "Ingen henvendelser", en: "No enquiries" },
  noneWhy: {
    da: "Når nogen spørger jer om en løsning, eller I spørger andre, står det her.",
    en: "When somebody asks you about a case, or you ask others, it is found here.",
  },
  about: { da: "Om {title}", en: "About {title}" },
  from: { da: "{organisation} spørger", en: "{organisation} asks" },
  answer: { da: "Svar", en: "Answer" },
  yourAnswer: { da: "Dit svar", en: "Your answer" },
  close: { da: "Afslut henvendelsen", en: "Close the enquiry" },
  closed: { da: "Afsluttet", en: "Closed" },
  closedNow: { da: "Henvendelsen er afsluttet.", en: "The enquiry is closed." },
});
