import type { ReactNode } from "react";
import { Link } from "react-router";
import { useSpeech } from "../texts/language.tsx";
import { bareId } from "./address.ts";
import { cases } from "./texts.ts";

/** Cases that can be set side by side. */
const MOST = 4;

interface Props {
  chosen: string[];
  onChange: (chosen: string[]) => void;
  children: (tools: (id: string, title: string) => ReactNode) => ReactNode;
}

/** Lets up to four cases of a list be chosen, and leads to them side by side. */
export function Comparing({ chosen, onChange, children }: Props) {
  const { t } = useSpeech();
  const tools = (id: string, title: string) => {
    const isChosen = chosen.includes(id);
    return (
      <div className="case-card-tools">
        <div className="form-group-checkbox">
          <input
            id={`compare-${id}`}
            type="checkbox"
            className="form-checkbox"
            checked={isChosen}
            disabled={!isChosen && chosen.length >= MOST}
            onChange={() =>
              onChange(isChosen ? chosen.filter((one) => one !== id) : [...chosen, id])
            }
          />
          <label className="form-label" htmlFor={`compare-${id}`}>
            <span aria-hidden="true">{t(cases.compare)}</span>
            <span className="sr-only">{t(cases.compareThis, { title })}</span>
          </label>
        </div>
      </div>
    );
  };
  return (
    <>
      {children(tools)}
      {chosen.length > 1 && (
        <p className="comparing">
          <Link
            className="button button-primary"
            to={`/sammenlign?${chosen.map((id) => `l=${bareId(id)}`).join("&")}`}
          >
            {t(cases.compareChosen, { count: chosen.length })}
          </Link>
        </p>
      )}
    </>
  );
}
