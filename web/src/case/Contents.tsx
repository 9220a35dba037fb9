import { useSpeech } from "../texts/language.tsx";
import { oneCase } from "./texts.ts";

interface Props {
  /** Each part of the page by the id of its heading, and what it is called. */
  parts: { id: string; name: string }[];
}

/** What is on a long page, each a step away. */
export function Contents({ parts }: Props) {
  const { t } = useSpeech();
  return (
    <nav className="contents no-print" aria-labelledby="contents">
      <h2 id="contents">{t(oneCase.contents)}</h2>
      <ul className="unstyled-list no-max-width">
        {parts.map(({ id, name }) => (
          <li key={id}>
            <a href={`#${id}`}>{name}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
