import { useLocation } from "react-router";
import { signInAddress } from "../client/session.tsx";
import { useSpeech } from "../texts/language.tsx";
import { Page } from "../ui/Page.tsx";
import { ui } from "../ui/texts.ts";

/** A page that is for those signed in, to one who is not. */
export function SignInNeeded() {
  const { t } = useSpeech();
  const { pathname, search } = useLocation();
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
