import { texts } from "../texts/texts.ts";

export const searches = texts("searches", {
  title: { da: "Dine gemte søgninger", en: "Your saved searches" },
  lead: {
    da: "Åbn dem igen med ét klik, og vælg, hvilke du vil have besked om i indbakken.",
    en: "Open them again with one click, and choose which you want to be told of in your inbox.",
  },
  none: { da: "Du har ingen gemte søgninger", en: "You have no saved searches" },
  noneWhy: {
    da: "Søg efter løsninger, og tryk på Gem søgningen over listen.",
    en: "Search for cases, and press Save this search above the list.",
  },
  find: { da: "Find løsninger", en: "Find cases" },
  alerts: { da: "Besked om nye", en: "Told of new ones" },
  alertsOn: { da: "Du får besked om nye i {name}.", en: "You are told of new ones in {name}." },
  alertsOff: {
    da: "Du får ikke længere besked om nye i {name}.",
    en: "You are no longer told of new ones in {name}.",
  },
  alertOf: { da: "Besked om nye i {name}", en: "Told of new ones in {name}" },
  text: { da: "Ord: {text}", en: "Words: {text}" },
  all: { da: "Alle løsninger", en: "All cases" },
  rename: { da: "Omdøb {name}", en: "Rename {name}" },
  renameShort: { da: "Omdøb", en: "Rename" },
  newName: { da: "Nyt navn", en: "New name" },
  renamed: { da: "Søgningen har fået et nyt navn.", en: "The search has a new name." },
  remove: { da: "Slet {name}", en: "Delete {name}" },
  removeShort: { da: "Slet", en: "Delete" },
  removeAsk: { da: "Slet den gemte søgning?", en: "Delete the saved search?" },
  removeWhy: {
    da: "Den forsvinder fra din liste, og du får ikke længere besked om den.",
    en: "It leaves your list, and you are no longer told of it.",
  },
  removed: { da: "Søgningen er slettet.", en: "The search is deleted." },
});
