import type { ReactNode } from "react";
import { SignInNeeded } from "../app/SignInNeeded.tsx";
import { useSession, type Viewer } from "../client/session.tsx";
import { useSpeech } from "../texts/language.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { ui } from "../ui/texts.ts";
import { OrganisationNav } from "./OrganisationNav.tsx";

interface Props {
  title: (viewer: Viewer) => string;
  lead?: (viewer: Viewer) => string;
  children: (viewer: Viewer) => ReactNode;
}

/** A page about one's own organisation, for those who are signed in. */
export function OwnPage({ title, lead, children }: Props) {
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
  return (
    <Page title={title(viewer)} lead={lead?.(viewer)}>
      <OrganisationNav />
      {children(viewer)}
    </Page>
  );
}
