import { useSpeech } from "../texts/language.tsx";
import { Page } from "../ui/Page.tsx";
import { app } from "./texts.ts";

/** What is promised of accessibility. */
export function Component() {
  const { t } = useSpeech();
  return (
    <Page title={t(app.accessibility)} lead={t(app.accessibilityLead)}>
      <p>{t(app.accessibilityAim)}</p>
      <p>{t(app.accessibilityTell)}</p>
    </Page>
  );
}
