import type { Language } from "../texts/texts.ts";

/** What events are called; one that has no name here goes by its own. */
const NAMES: Record<string, { da: string; en: string }> = {
  CaseRegistered: { da: "Løsningen blev oprettet", en: "The case was registered" },
  CaseDescribed: { da: "Beskrivelsen blev ændret", en: "The description was changed" },
  PhaseChanged: { da: "Fasen blev ændret", en: "The phase was changed" },
  StatusChanged: { da: "Status blev ændret", en: "The status was changed" },
  VisibilityChanged: { da: "Delingen blev ændret", en: "The sharing was changed" },
  PersonAssigned: { da: "En person kom på løsningen", en: "A person was put on the case" },
  PersonUnassigned: { da: "En person kom af løsningen", en: "A person was taken off the case" },
  JointOwnerInvited: { da: "En medejer blev inviteret", en: "A joint owner was invited" },
  JointOwnerAccepted: { da: "En medejer sagde ja", en: "A joint owner accepted" },
  JointOwnerLeft: { da: "En medejer gik ud", en: "A joint owner left" },
  GainDefined: { da: "En gevinst blev tilføjet", en: "A gain was added" },
  GainMeasured: { da: "En gevinst blev målt", en: "A gain was measured" },
  GainWithdrawn: { da: "En gevinst blev trukket tilbage", en: "A gain was withdrawn" },
  ReuseDeclared: { da: "Et genbrug begyndte", en: "A reuse began" },
  ReuseProgressed: { da: "Et genbrug kom videre", en: "A reuse got further" },
  ReuseEnded: { da: "Et genbrug stoppede", en: "A reuse stopped" },
  CommentPosted: { da: "Der kom en kommentar", en: "A comment was posted" },
  CommentEdited: { da: "En kommentar blev redigeret", en: "A comment was edited" },
  CommentRemoved: { da: "En kommentar blev fjernet", en: "A comment was removed" },
  CaseConfirmedCurrent: { da: "Løsningen blev bekræftet", en: "The case was confirmed" },
  LegalBasisVerified: {
    da: "Retsgrundlaget blev kontrolleret",
    en: "The legal basis was verified",
  },
  CaseDeleted: { da: "Løsningen blev slettet", en: "The case was deleted" },
  CaseRestored: { da: "Løsningen kom tilbage", en: "The case was restored" },
  EnquirySent: { da: "Der kom en henvendelse", en: "An enquiry was sent" },
  EnquiryAnswered: { da: "Der kom svar på en henvendelse", en: "An enquiry was answered" },
  EnquiryClosed: { da: "En henvendelse blev afsluttet", en: "An enquiry was closed" },
};

/** What an event is called in a language. */
export function nameOfEvent(event: string, language: Language): string {
  return NAMES[event]?.[language] ?? event;
}
