import { type RefObject, useRef, useState } from "react";
import { useSpeech } from "../texts/language.tsx";
import { ui } from "./texts.ts";

/** Where one is in a list that is told a page at a time. */
export interface Pages {
  /** Cursor to ask after; null for the first page. */
  after: string | null;
  /** Number of the page, from 0. */
  at: number;
  next: (cursor: string) => void;
  previous: () => void;
  /** What gets the focus when the page is turned. */
  top: RefObject<HTMLParagraphElement | null>;
}

/** Turns pages; another list, by its name, begins with its first. */
export function usePages(list: string): Pages {
  const [turned, setTurned] = useState<{ list: string; cursors: string[] }>({ list, cursors: [] });
  const top = useRef<HTMLParagraphElement>(null);
  const cursors = turned.list === list ? turned.cursors : [];
  const turn = (to: string[]) => {
    setTurned({ list, cursors: to });
    top.current?.focus();
  };
  return {
    after: cursors.at(-1) ?? null,
    at: cursors.length,
    next: (cursor) => turn([...cursors, cursor]),
    previous: () => turn(cursors.slice(0, -1)),
    top,
  };
}

interface Props {
  pages: Pages;
  /** Cursor of the page after this; null where there is none. */
  next: string | null;
}

/** The way to the pages before and after. */
export function Pager({ pages, next }: Props) {
  const { t } = useSpeech();
  if (pages.at === 0 && !next) return null;
  return (
    <nav className="row-of-buttons no-print" aria-label={t(ui.pages)}>
      {pages.at > 0 && (
        <button type="button" className="button button-secondary" onClick={pages.previous}>
          {t(ui.previous)}
        </button>
      )}
      {next && (
        <button type="button" className="button button-secondary" onClick={() => pages.next(next)}>
          {t(ui.next)}
        </button>
      )}
    </nav>
  );
}
