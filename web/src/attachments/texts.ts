import { texts } from "../texts/texts.ts";

export const attachments = texts("attachments", {
  title: { da: "Filer", en: "Files" },
  table: { da: "Filerne i en tabel", en: "The files in a table" },
  none: { da: "Der er ingen filer endnu.", en: "There are no files yet." },
  noneHint: {
    da: "Vedhæft fx en procesbeskrivelse, en vejledning eller et regneark, som andre kan bruge.",
    en: "Attach a process description, a guide or a spreadsheet that others can use.",
  },
  name: { da: "Fil", en: "File" },
  size: { da: "Størrelse", en: "Size" },
  added: { da: "Tilføjet", en: "Added" },
  who: { da: "Hvem har den", en: "Who has it" },
  tools: { da: "Handlinger", en: "Actions" },
  shared: { da: "Alle, der kan se løsningen", en: "All who may see the case" },
  private: { da: "Kun ejerne", en: "The owners only" },
  share: { da: "Del", en: "Share" },
  unshare: { da: "Del ikke længere", en: "Stop sharing" },
  sharedNow: {
    da: "Filen er delt med alle, der kan se løsningen.",
    en: "The file is shared with all who may see the case.",
  },
  unsharedNow: { da: "Kun ejerne har filen nu.", en: "Only the owners have the file now." },
  remove: { da: "Fjern", en: "Remove" },
  removeTitle: { da: "Fjern {name}?", en: "Remove {name}?" },
  removeWhy: {
    da: "Filen slettes for altid, også for dem, den er delt med. Den kan ikke hentes tilbage.",
    en: "The file is deleted for good, also for those whom it is shared with. It cannot be brought back.",
  },
  removed: { da: "Filen er fjernet.", en: "The file is removed." },
  add: { da: "Vedhæft filer", en: "Attach files" },
  choose: { da: "Vælg filer", en: "Choose files" },
  drop: { da: "eller træk dem hertil", en: "or drag them here" },
  limits: {
    da: "PDF, Office uden makroer, billeder og tekst. Højst 25 MB pr. fil.",
    en: "PDF, Office without macros, images and text. At most 25 MB a file.",
  },
  shareNew: {
    da: "Del med alle, der kan se løsningen",
    en: "Share with all who may see the case",
  },
  sending: { da: "Sender {name}: {percent} %", en: "Sending {name}: {percent} %" },
  checking: { da: "Gennemser {name} …", en: "Looking through {name} …" },
  stop: { da: "Stop", en: "Stop" },
  stopped: { da: "{name} er ikke sendt.", en: "{name} is not sent." },
  addedNow: { da: "{name} er vedhæftet.", en: "{name} is attached." },
  refused: { da: "{name} blev ikke vedhæftet", en: "{name} was not attached" },
  tooLarge: {
    da: "Filen er {size}. Den må højst være 25 MB.",
    en: "The file is {size}. It may be 25 MB at most.",
  },
  noAnswer: {
    da: "Der kom intet svar. Se efter, om du er på nettet, og send den igen.",
    en: "There was no answer. Check that you are online and send it again.",
  },
  again: { da: "Send igen", en: "Send again" },
  forget: { da: "Fjern fra listen", en: "Take off the list" },
});
