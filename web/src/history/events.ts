import type { EventKind } from "../client/kinds.d.ts";
import type { Language } from "../texts/texts.ts";

/** What events are called. One that the server has and that has no name here does not compile. */
const NAMES: Record<EventKind, { da: string; en: string }> = {
  CaseRegistered: { da: "Løsningen blev oprettet", en: "The case was registered" },
  CaseDescribed: { da: "Beskrivelsen blev ændret", en: "The description was changed" },
  PhaseChanged: { da: "Fasen blev ændret", en: "The phase was changed" },
  StatusChanged: { da: "Status blev ændret", en: "The status was changed" },
  VisibilityChanged: { da: "Delingen blev ændret", en: "The sharing was changed" },
  PersonAssigned: { da: "En person kom på løsningen", en: "A person was put on the case" },
  PersonUnassigned: { da: "En person kom af løsningen", en: "A person was taken off the case" },
  GainDefined: { da: "En gevinst blev tilføjet", en: "A gain was added" },
  GainMeasured: { da: "En gevinst blev målt", en: "A gain was measured" },
  GainWithdrawn: { da: "En gevinst blev trukket tilbage", en: "A gain was withdrawn" },
  ReuseDeclared: { da: "Et genbrug begyndte", en: "A reuse began" },
  ReuseProgressed: { da: "Et genbrug kom videre", en: "A reuse got further" },
  ReuseEnded: { da: "Et genbrug stoppede", en: "A reuse stopped" },
  JointOwnerInvited: { da: "En medejer blev inviteret", en: "A joint owner was invited" },
  InvitationWithdrawn: {
    da: "En invitation blev trukket tilbage",
    en: "An invitation was withdrawn",
  },
  InvitationDeclined: { da: "En inviteret sagde nej", en: "An invitation was declined" },
  JointOwnerAccepted: { da: "En medejer sagde ja", en: "A joint owner accepted" },
  JointOwnerLeft: { da: "En medejer gik ud", en: "A joint owner left" },
  LeadOffered: { da: "Ledelsen blev tilbudt en medejer", en: "A joint owner was offered the lead" },
  LeadOfferWithdrawn: {
    da: "Tilbuddet om at lede blev trukket tilbage",
    en: "The offer to lead was withdrawn",
  },
  LeadOfferDeclined: { da: "Tilbuddet om at lede blev afslået", en: "The lead was declined" },
  LeadAccepted: { da: "En ny organisation leder løsningen", en: "Another organisation leads it" },
  LeadHandedOver: {
    da: "Løsningen gik over til efterfølgeren",
    en: "The case passed to the successor",
  },
  AttachmentAdded: { da: "En fil blev vedhæftet", en: "A file was attached" },
  AttachmentSharingChanged: {
    da: "Delingen af en fil blev ændret",
    en: "The sharing of a file was changed",
  },
  AttachmentRemoved: { da: "En fil blev fjernet", en: "A file was removed" },
  CaseDeleted: { da: "Løsningen blev slettet", en: "The case was deleted" },
  CaseRestored: { da: "Løsningen kom tilbage", en: "The case was restored" },
  CaseConfirmedCurrent: { da: "Løsningen blev bekræftet", en: "The case was confirmed" },
  LegalBasisVerified: {
    da: "Retsgrundlaget blev kontrolleret",
    en: "The legal basis was verified",
  },
  CaseImported: { da: "Løsningen blev importeret", en: "The case was imported" },
  CaseImportUndone: { da: "En import blev fortrudt", en: "An import was undone" },
  ImportBegun: { da: "En import begyndte", en: "An import began" },
  ImportFinished: { da: "En import blev færdig", en: "An import finished" },
  ImportUndone: { da: "En import blev fortrudt", en: "An import was undone" },
  CommentPosted: { da: "Der kom en kommentar", en: "A comment was posted" },
  CommentEdited: { da: "En kommentar blev redigeret", en: "A comment was edited" },
  CommentRemoved: { da: "En kommentar blev fjernet", en: "A comment was removed" },
  EnquirySent: { da: "Der kom en henvendelse", en: "An enquiry was sent" },
  EnquiryAnswered: { da: "Der kom svar på en henvendelse", en: "An enquiry was answered" },
  EnquiryClosed: { da: "En henvendelse blev afsluttet", en: "An enquiry was closed" },
  ErrorReported: { da: "En fejl blev meldt", en: "An error was reported" },
  ErrorResolved: { da: "En fejlmelding blev besvaret", en: "An error report was answered" },
  RunsReported: { da: "En robot meldte en kørsel", en: "A robot reported a run" },
  CollectionStarted: { da: "En paraply blev oprettet", en: "A collection was made" },
  CollectionDescribed: { da: "En paraply blev beskrevet", en: "A collection was described" },
  CollectionVisibilityChanged: {
    da: "Delingen af en paraply blev ændret",
    en: "The sharing of a collection was changed",
  },
  CollectionOwnerInvited: {
    da: "En medejer blev inviteret til en paraply",
    en: "A joint owner was invited to a collection",
  },
  CollectionInvitationWithdrawn: {
    da: "En invitation til en paraply blev trukket tilbage",
    en: "An invitation to a collection was withdrawn",
  },
  CollectionInvitationDeclined: {
    da: "En inviteret sagde nej til en paraply",
    en: "An invitation to a collection was declined",
  },
  CollectionOwnerAccepted: {
    da: "En medejer sagde ja til en paraply",
    en: "A joint owner of a collection accepted",
  },
  CollectionOwnerLeft: {
    da: "En medejer gik ud af en paraply",
    en: "A joint owner left a collection",
  },
  ConsentAsked: { da: "En paraply bad om løsningen", en: "A collection asked for the case" },
  ConsentDeclined: {
    da: "Løsningen kom ikke med i en paraply",
    en: "The case was declined to a collection",
  },
  CaseCollected: { da: "Løsningen kom med i en paraply", en: "The case came into a collection" },
  CaseTakenOut: {
    da: "Løsningen blev taget ud af en paraply",
    en: "The case was taken out of a collection",
  },
  CollectionDissolved: { da: "En paraply blev opløst", en: "A collection was dissolved" },
  HandoverBegun: { da: "En overdragelse begyndte", en: "A handover began" },
  OrganisationContactSet: {
    da: "Organisationens kontakt blev ændret",
    en: "The organisation's contact was changed",
  },
  CaseFollowed: { da: "Nogen følger løsningen", en: "Somebody follows the case" },
  CaseUnfollowed: {
    da: "Nogen følger ikke løsningen længere",
    en: "Somebody follows the case no more",
  },
  CaseBookmarked: { da: "Et bogmærke blev sat", en: "A bookmark was set" },
  BookmarkRemoved: { da: "Et bogmærke blev fjernet", en: "A bookmark was removed" },
  TopicFollowed: { da: "Et emne blev fulgt", en: "A topic was followed" },
  TopicUnfollowed: { da: "Et emne følges ikke længere", en: "A topic is followed no more" },
  SearchSaved: { da: "En søgning blev gemt", en: "A search was saved" },
  SearchRenamed: { da: "En søgning fik nyt navn", en: "A search was renamed" },
  SearchDeleted: { da: "En søgning blev slettet", en: "A search was deleted" },
  SearchFollowed: { da: "En søgning blev fulgt", en: "A search was followed" },
  SearchUnfollowed: { da: "En søgning følges ikke længere", en: "A search is followed no more" },
  NotificationChosen: {
    da: "En besked blev slået til eller fra",
    en: "A notification was turned on or off",
  },
  InboxRead: { da: "Indbakken blev læst", en: "The inbox was read" },
  StatisticsConsentChanged: {
    da: "Samtykket til statistik blev ændret",
    en: "The consent to statistics was changed",
  },
  QuarterPublished: { da: "Et kvartal blev offentliggjort", en: "A quarter was published" },
  FrontPageRevised: {
    da: "Forsidens velkomst blev ændret",
    en: "The front page's welcome was changed",
  },
  OrganisationProfileDescribed: {
    da: "Organisationens profil blev ændret",
    en: "The organisation's profile was changed",
  },
  CatalogueEntryAdded: { da: "Noget kom i kataloget", en: "Something came into the catalogue" },
  CatalogueEntryRevised: {
    da: "Noget i kataloget blev rettet",
    en: "A catalogue entry was revised",
  },
  CatalogueEntryMerged: {
    da: "Noget i kataloget blev slået sammen",
    en: "Catalogue entries were merged",
  },
  CatalogueEntryRetired: { da: "Noget i kataloget udgik", en: "A catalogue entry was retired" },
  CatalogueEntryBroughtBack: {
    da: "Noget kom i kataloget igen",
    en: "A catalogue entry was brought back",
  },
  CatalogueEntriesImported: { da: "Kataloget blev hentet ind", en: "The catalogue was imported" },
  CodesImported: { da: "Numre blev hentet ind", en: "Codes were imported" },
  KleFormsReplaced: {
    da: "Sammenhængen mellem KLE og FORM blev hentet ind",
    en: "What FORM goes with KLE was imported",
  },
};

/** What an event is called in a language; one of a newer server goes by its own name. */
export function nameOfEvent(event: string, language: Language): string {
  return (NAMES as Record<string, { da: string; en: string }>)[event]?.[language] ?? event;
}
