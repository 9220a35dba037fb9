import { useLocation } from "react-router";
import { signInAddress, useSession } from "../client/session.tsx";
import { useSpeech } from "../texts/language.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Page } from "../ui/Page.tsx";
import { ui } from "../ui/texts.ts";

/**
 * A page that is for those signed in, to one who is not; or to one of whom it is not known, because
 * the server did not answer.
 */
export function SignInNeeded() {
  const { t } = useSpeech();
  const { error, refresh } = useSession();
  const { pathname, search } = useLocation();
  if (error) {
    return (
      <Page title={t(ui.failed)} lead={t(ui.sessionUnknown)}>
        <Failed error={error} retry={refresh} />
      </Page>
    );
  }
  return (
    <Page title={t(ui.signInFirst)} lead={t(ui.signInWhy)}>
      <div className="row-of-buttons">
        <a className="button button-primary" href={signInAddress(pathname + search)}>
          {t(ui.signIn)}
        </a>
      </div>
    </Page>
  );
}
