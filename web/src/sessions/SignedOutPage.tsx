import { useState } from "react";
import { Link } from "react-router";
import { signInAddress } from "../client/session.tsx";
import { useSpeech } from "../texts/language.tsx";
import { Page } from "../ui/Page.tsx";
import { sessions } from "./texts.ts";
import { takeThere } from "./there.ts";

/** Where one comes who has signed out everywhere. */
export function Component() {
  const { t } = useSpeech();
  const [there] = useState(takeThere);
  return (
    <Page title={t(sessions.outTitle)} lead={t(sessions.outLead)}>
      <p>{t(sessions.outProvider)}</p>
      <div className="row-of-buttons">
        <a className="button button-primary" href={signInAddress("/")}>
          {t(sessions.signIn)}
        </a>
        {there && (
          <a className="button button-secondary" href={there.url}>
            {t(sessions.outThere, { provider: there.label })}
          </a>
        )}
        <Link to="/">{t(sessions.front)}</Link>
      </div>
    </Page>
  );
}
