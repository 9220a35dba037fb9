import { texts } from "../texts/texts.ts";

export const comments = texts("comments", {
  title: { da: "Kommentarer", en: "Comments" },
  signedOut: {
    da: "Log ind for at læse og skrive kommentarer.",
    en: "Sign in to read and write comments.",
  },
  none: {
    da: "Ingen har skrevet endnu. Spørg eller fortæl om dine egne erfaringer.",
    en: "Nobody has written yet. Ask, or tell of your own experience.",
  },
  more: {
    da: "{count, plural, one {Vis # kommentar mere} other {Vis # kommentarer mere}}",
    en: "{count, plural, one {Show # more comment} other {Show # more comments}}",
  },
  write: { da: "Skriv en kommentar", en: "Write a comment" },
  writeHint: {
    da: "Alle, der kan se løsningen og er logget ind, kan læse den.",
    en: "Everyone who may see the case and is signed in can read it.",
  },
  post: { da: "Send kommentar", en: "Post comment" },
  posted: { da: "Kommentaren er sendt.", en: "The comment is posted." },
  reply: { da: "Svar", en: "Reply" },
  replyTo: { da: "Svar til {who}", en: "Reply to {who}" },
  edit: { da: "Redigér", en: "Edit" },
  remove: { da: "Fjern", en: "Remove" },
  reallyRemove: { da: "Fjern for altid?", en: "Remove for good?" },
  removed: { da: "Kommentaren er fjernet.", en: "The comment is removed." },
  edited: { da: "redigeret", en: "edited" },
  mention: { da: "Nævn en kollega", en: "Mention a colleague" },
  mentionHint: {
    da: "Skriv mindst to bogstaver af navnet. Kolleger, du nævner, får besked.",
    en: "Write at least two letters of the name. Colleagues that you mention are told.",
  },
  mentions: { da: "Nævner {names}", en: "Mentions {names}" },
});
