import type { ReactNode } from "react";
import { SignInNeeded } from "../app/SignInNeeded.tsx";
import { hasRole, useSession, type Viewer } from "../client/session.tsx";
import { useSpeech } from "../texts/language.tsx";
import { Loading } from "../ui/Loading.tsx";
import { NoRight } from "../ui/NoRight.tsx";
import { Page } from "../ui/Page.tsx";
import { SubNav } from "../ui/SubNav.tsx";
import { ui } from "../ui/texts.ts";
import { operating } from "./texts.ts";

interface Props {
  title: string;
  lead?: string;
  children: (viewer: Viewer) => ReactNode;
}

/** A page for those who run the installation; others read whom it is for. */
export function OperatorPage({ title, lead, children }: Props) {
  const { t } = useSpeech();
  const { viewer, known } = useSession();
  if (known && !viewer) return <SignInNeeded />;
  if (!viewer) {
    return (
      <Page title={t(ui.loading)}>
        <Loading lines={8} />
      </Page>
    );
  }
  const may = hasRole(viewer, "OPERATOR");
  return (
    <Page title={title} lead={may ? lead : undefined}>
      {may && <OperatorNav />}
      {may ? children(viewer) : <NoRight>{t(operating.noRight)}</NoRight>}
    </Page>
  );
}

/** The pages of those who run the installation. */
export function OperatorNav() {
  const { t } = useSpeech();
  const places = [
    { to: "/drift", name: t(operating.overview), end: true },
    { to: "/drift/organisationer", name: t(operating.organisations) },
    { to: "/drift/log", name: t(operating.log) },
    { to: "/drift/kommandoer", name: t(operating.commands) },
  ];
  return <SubNav label={t(operating.pages)} places={places} />;
}
