import { useQuery } from "urql";
import { useSpeech } from "../texts/language.tsx";
import { Icon } from "../ui/Icon.tsx";
import { ui } from "../ui/texts.ts";
import { CHOICES } from "./facets.ts";
import { OrganisationsDocument } from "./organisations.ts";
import { type Change, SWITCHES, toggled, withOnly } from "./query.ts";
import { cases } from "./texts.ts";

interface Props {
  params: URLSearchParams;
  onChange: (change: Change) => void;
}

interface Tag {
  param: string;
  value: string;
  name: string;
}

/** What is chosen, each with a way to take it off. */
export function Tags({ params, onChange }: Props) {
  const { t, l } = useSpeech();
  const named = params.getAll("org").length > 0;
  const [{ data }] = useQuery({
    query: OrganisationsDocument,
    requestPolicy: "cache-first",
    pause: !named,
  });
  const nameOf = (cvr: string) => data?.organisations.find((one) => one.cvr === cvr)?.name ?? cvr;
  const of = (param: string, name: (value: string) => string): Tag[] =>
    params.getAll(param).map((value) => ({ param, value, name: name(value) }));
  const tags = [
    ...SWITCHES.flatMap(({ param, name }) => of(param, () => t(name))),
    ...CHOICES.flatMap(({ param, kind }) =>
      of(param, (value) => (kind ? l.of(kind, value) : param === "org" ? nameOf(value) : value)),
    ),
    ...of("talt", (json) => t(json.includes('"counted"') ? cases.counted : cases.chosenOtherwise)),
  ];
  if (tags.length === 0) return null;
  const cleared = (now: URLSearchParams) =>
    tags.reduce((next, { param }) => withOnly(next, param, ""), now);
  return (
    <ul className="chips finding-tags unstyled-list no-max-width" aria-label={t(cases.chosen)}>
      {tags.map((tag) => (
        <li key={tag.param + tag.value}>
          <button
            type="button"
            className="tag"
            onClick={() => onChange((now) => toggled(now, tag.param, tag.value))}
          >
            <span aria-hidden="true">{tag.name}</span>
            <span className="sr-only">{t(ui.remove, { what: tag.name })}</span>
            <Icon name="close" />
          </button>
        </li>
      ))}
      <li>
        <button type="button" className="text-button" onClick={() => onChange(cleared)}>
          {t(cases.clear)}
        </button>
      </li>
    </ul>
  );
}
