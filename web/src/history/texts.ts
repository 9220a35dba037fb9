import { texts } from "../texts/texts.ts";

export const history = texts("history", {
  title: { da: "Historik", en: "History" },
  show: { da: "Vis historik", en: "Show history" },
  background: { da: "Genvej", en: "Genvej" },
  somebody: { da: "En kollega", en: "A colleague" },
  version: { da: "Version {revision}", en: "Version {revision}" },
  before: { da: "Før", en: "Before" },
  after: { da: "Efter", en: "After" },
  nothing: { da: "(tomt)", en: "(empty)" },
  restore: { da: "Gør som i version {revision}", en: "Make it as in version {revision}" },
  restored: {
    da: "Løsningen er igen som i den version.",
    en: "The case is as in that version again.",
  },
  older: { da: "Vis ældre", en: "Show older" },
  changes: {
    da: "{count, plural, one {# felt ændret} other {# felter ændret}}",
    en: "{count, plural, one {# field changed} other {# fields changed}}",
  },
});
