import { Link } from "react-router";
import { useSession } from "../client/session.tsx";
import { useSpeech } from "../texts/language.tsx";
import { app } from "./texts.ts";

/** What Genvej is, and where its promises and its API are. */
export function Footer() {
  const { t } = useSpeech();
  const { viewer } = useSession();
  return (
    <footer className="foot">
      <div className="foot-inner">
        <p>{t(app.footer)}</p>
        <ul className="unstyled-list">
          <li>
            <Link to="/tilgaengelighed">{t(app.accessibility)}</Link>
          </li>
          <li>
            <Link to="/organisationer">{t(app.organisations)}</Link>
          </li>
          {viewer && (
            <li>
              <Link to="/kataloger/teknologier">{t(app.catalogues)}</Link>
            </li>
          )}
          {viewer && (
            <li>
              <a href="/graphiql">{t(app.api)}</a>
            </li>
          )}
          <li>{t(app.source)}</li>
        </ul>
      </div>
    </footer>
  );
}
