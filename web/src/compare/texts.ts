import { texts } from "../texts/texts.ts";

export const compare = texts("compare", {
  title: { da: "Sammenlign løsninger", en: "Compare cases" },
  lead: {
    da: "Op til fire ved siden af hinanden. Tomme felter er ikke oplyst.",
    en: "Up to four side by side. What is empty is not stated.",
  },
  none: { da: "Vælg løsninger at sammenligne", en: "Choose cases to compare" },
  noneWhy: {
    da: "Sæt flueben ved to til fire løsninger på søgesiden.",
    en: "Tick two to four cases on the search page.",
  },
  table: { da: "Løsninger ved siden af hinanden", en: "Cases side by side" },
  field: { da: "Felt", en: "Field" },
  lead_: { da: "Ledes af", en: "Led by" },
  expected: { da: "Forventede timer om året", en: "Expected hours a year" },
  measured: { da: "Målte timer om året", en: "Measured hours a year" },
  reusers: { da: "Genbrugere", en: "Reusers" },
});
