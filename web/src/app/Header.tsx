import { useEffect, useState } from "react";
import { Link, NavLink, useLocation } from "react-router";
import { hasRole, mayContribute, signInAddress, useSession } from "../client/session.tsx";
import { useSpeech } from "../texts/language.tsx";
import { Icon } from "../ui/Icon.tsx";
import { app } from "./texts.ts";

/** The bar at the top: where one can go, who one is, and the other language. */
export function Header() {
  const { t } = useSpeech();
  const [open, setOpen] = useState(false);
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes when one goes on.
  useEffect(() => setOpen(false), [pathname]);
  return (
    <header className="bar">
      <a className="skipnav" href="#main-content">
        {t(app.skip)}
      </a>
      <div className="bar-inner">
        <Link className="bar-logo" to="/" aria-label={t(app.home)}>
          <img src="/assets/icon.svg" alt="" width="32" height="32" />
          <span>Genvej</span>
        </Link>
        <button
          type="button"
          className="bar-menu"
          aria-expanded={open}
          aria-controls="bar-content"
          onClick={() => setOpen(!open)}
        >
          <Icon name={open ? "close" : "menu"} />
          {t(app.menu)}
        </button>
        <div id="bar-content" className={open ? "bar-content bar-content--open" : "bar-content"}>
          <Navigation />
          <Person />
        </div>
      </div>
    </header>
  );
}

function Navigation() {
  const { t } = useSpeech();
  const { viewer } = useSession();
  return (
    <nav className="bar-nav" aria-label={t(app.mainMenu)}>
      <ul className="unstyled-list no-max-width">
        <li>
          <NavLink to="/loesninger" end>
            {t(app.find)}
          </NavLink>
        </li>
        {viewer && (
          <li>
            <NavLink to="/min-organisation">{t(app.mine)}</NavLink>
          </li>
        )}
        <li>
          <NavLink to="/paraplyer">{t(app.collections)}</NavLink>
        </li>
        <li>
          <NavLink to="/statistik">{t(app.figures)}</NavLink>
        </li>
        {mayContribute(viewer) && (
          <li>
            <NavLink to="/loesninger/ny">{t(app.register)}</NavLink>
          </li>
        )}
        {hasRole(viewer, "OPERATOR") && (
          <li>
            <NavLink to="/drift">{t(app.operating)}</NavLink>
          </li>
        )}
      </ul>
    </nav>
  );
}

function Person() {
  const { t, language, choose } = useSpeech();
  const { viewer, unread, known } = useSession();
  const { pathname, search } = useLocation();
  return (
    <div className="bar-person">
      <button
        type="button"
        className="bar-link"
        lang={language === "da" ? "en" : "da"}
        onClick={() => choose(language === "da" ? "en" : "da")}
      >
        <Icon name="language" />
        {t(app.otherLanguage)}
      </button>
      {viewer && (
        <>
          <NavLink className="bar-link" to="/indbakke">
            <Icon name="notifications" />
            {t(app.inbox)}
            {unread > 0 && (
              <span className="bar-count">
                <span aria-hidden="true">{unread > 99 ? "99+" : unread}</span>
                <span className="sr-only">{t(app.unread, { count: unread })}</span>
              </span>
            )}
          </NavLink>
          <NavLink className="bar-who" to="/profil">
            <strong>{viewer.name}</strong>
            <span>{viewer.organisation.name}</span>
          </NavLink>
          <form method="post" action="/sign-out">
            <button type="submit" className="bar-link">
              <Icon name="lock" />
              {t(app.signOut)}
            </button>
          </form>
        </>
      )}
      {known && !viewer && (
        <a className="bar-sign-in" href={signInAddress(pathname + search)}>
          {t(app.signIn)}
        </a>
      )}
    </div>
  );
}
