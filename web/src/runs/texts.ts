import { texts } from "../texts/texts.ts";

export const runs = texts("runs", {
  title: { da: "Kørsler", en: "Runs" },
  lead: {
    da: "Det har robotten selv meldt, måned for måned.",
    en: "What the robot itself has reported, month by month.",
  },
  none: {
    da: "Ingen robot har meldt kørsler endnu. Når den gør, bliver de målte timer talt her.",
    en: "No robot has reported runs yet. When one does, its measured hours are counted here.",
  },
  connect: { da: "Lad en robot melde sine kørsler", en: "Let a robot report its runs" },
  year: {
    da: "Målt {hours} timer på de seneste tolv måneder",
    en: "Measured {hours} hours in the last twelve months",
  },
  hoursChart: {
    da: "Målte timer pr. måned; tallene står i tabellen",
    en: "Measured hours a month; the figures are in the table",
  },
  itemsChart: {
    da: "Opgaver pr. måned, klaret og overladt til mennesker; tallene står i tabellen",
    en: "Items a month, done and left to people; the figures are in the table",
  },
  hours: { da: "Målte timer", en: "Measured hours" },
  items: { da: "Opgaver", en: "Items" },
  expected: { da: "Forventet", en: "Expected" },
  month: { da: "Måned", en: "Month" },
  runs: { da: "Kørsler", en: "Runs" },
  done: { da: "Klaret", en: "Done" },
  failed: { da: "Overladt til mennesker", en: "Left to people" },
  failedShare: { da: "Andel", en: "Share" },
  exceptions: { da: "Minutter på dem", en: "Minutes on them" },
  atMost: { da: "højst {hours}", en: "at most {hours}" },
  table: { da: "Kørsler måned for måned", en: "Runs month by month" },
  noSeconds: {
    da: "Nogle kørsler er fra, før løsningen oplyste tid pr. gang, og giver ingen timer.",
    en: "Some runs are from before the case stated the time of each, and give no hours.",
  },
  picture: { da: "Diagrammer over kørsler", en: "Charts of runs" },
});
