import { useId, useState } from "react";
import { useNavigate } from "react-router";
import { useSpeech } from "../texts/language.tsx";
import { Icon } from "../ui/Icon.tsx";
import { cases } from "./texts.ts";
import "./search.css";

/** The search box of the front page; the answer is a page of its own. */
export function SearchBox() {
  const { t } = useSpeech();
  const go = useNavigate();
  const [text, setText] = useState("");
  const id = useId();
  return (
    <search className="search-box">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          go(`/loesninger${text.trim() ? `?q=${encodeURIComponent(text.trim())}` : ""}`);
        }}
      >
        <label htmlFor={id}>{t(cases.search)}</label>
        <p id={`${id}-hint`}>{t(cases.searchHint)}</p>
        <div>
          <input
            id={id}
            className="form-input"
            type="search"
            autoComplete="off"
            maxLength={200}
            aria-describedby={`${id}-hint`}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <button type="submit" className="button button-primary">
            <Icon name="search" />
            {t(cases.go)}
          </button>
        </div>
      </form>
    </search>
  );
}
