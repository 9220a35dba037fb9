import { useSpeech } from "../texts/language.tsx";
import { departmentName } from "./departments.ts";
import type { Limit } from "./documents.ts";
import { people } from "./texts.ts";

/** What a local superuser's role covers, a sentence for each limit. */
export function Covers({ limits }: { limits: readonly Limit[] }) {
  const { t, language } = useSpeech();
  const list = new Intl.ListFormat(language, { type: "conjunction" });
  const sentences = limits.map(({ numbers, departments }) => {
    const named = {
      departments: list.format(departments.map((unit) => departmentName(unit, t))),
      numbers: list.format(numbers),
    };
    if (numbers.length === 0) return departments.length === 0 ? "" : t(people.covers, named);
    return t(departments.length === 0 ? people.coversNumbers : people.coversBoth, named);
  });
  return sentences.filter((sentence) => sentence !== "").join(" ");
}
