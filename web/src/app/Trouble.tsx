import { Link, useRouteError } from "react-router";
import { useSpeech } from "../texts/language.tsx";
import { Page } from "../ui/Page.tsx";
import { app } from "./texts.ts";

/** A page that could not be shown because of a fault in it. */
export function Trouble() {
  const { t } = useSpeech();
  useRouteError();
  return (
    <Page title={t(app.broken)} lead={t(app.brokenWhy)}>
      <div className="row-of-buttons">
        <button
          type="button"
          className="button button-primary"
          onClick={() => window.location.reload()}
        >
          {t(app.reload)}
        </button>
      </div>
    </Page>
  );
}

/** An address that leads nowhere. */
export function NotFound() {
  const { t } = useSpeech();
  return (
    <Page title={t(app.notFound)} lead={t(app.notFoundWhy)}>
      <div className="row-of-buttons">
        <Link className="button button-primary" to="/loesninger">
          {t(app.find)}
        </Link>
      </div>
    </Page>
  );
}
