import { texts } from "../texts/texts.ts";

export const inbox = texts("inbox", {
  title: { da: "Indbakke", en: "Inbox" },
  none: { da: "Her er ikke noget endnu", en: "There is nothing here yet" },
  noneWhy: {
    da: "Følg løsninger, organisationer og fagområder, så får du besked her, når der sker noget.",
    en: "Follow cases, organisations and subject areas, and you are told here when something happens.",
  },
  markAll: { da: "Markér alt som læst", en: "Mark all as read" },
  marked: { da: "Alt er markeret som læst.", en: "Everything is marked as read." },
  unread: { da: "Ulæst", en: "Unread" },
  gone: {
    da: "En løsning, du ikke længere kan se",
    en: "A case that you can no longer see",
  },
  reusedBy: { da: "Genbruges af {who}", en: "Reused by {who}" },
  messages: { da: "Beskeder", en: "Messages" },
  enquiries: { da: "Henvendelser", en: "Enquiries" },
  followed: { da: "Det følger du", en: "What you follow" },
  followedNone: {
    da: "Du følger endnu ingen organisationer eller fagområder.",
    en: "You do not follow any organisations or subject areas yet.",
  },
  followArea: { da: "Følg et fagområde", en: "Follow a subject area" },
  unfollow: { da: "Følg ikke {what} længere", en: "Stop following {what}" },
  searches: { da: "Dine gemte søgninger", en: "Your saved searches" },
  searchesNone: { da: "Du har ingen gemte søgninger.", en: "You have no saved searches." },
  manageSearches: { da: "Beskeder, navne og sletning", en: "Alerts, names and deletion" },
  changed: { da: "Det er gemt.", en: "It is saved." },
});
