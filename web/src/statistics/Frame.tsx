import type { ReactNode } from "react";
import { useSession } from "../client/session.tsx";
import { useSpeech } from "../texts/language.tsx";
import { Page } from "../ui/Page.tsx";
import { SubNav } from "../ui/SubNav.tsx";
import { statistics } from "./texts.ts";
import "./statistics.css";

interface Props {
  title?: string;
  lead?: string;
  children: ReactNode;
}

/** What is around every page of figures. */
export function Frame({ title, lead, children }: Props) {
  const { t } = useSpeech();
  const { viewer } = useSession();
  const places = [
    { to: "/statistik", name: t(statistics.figures), end: true },
    { to: "/statistik/kort", name: t(statistics.map) },
    { to: "/statistik/udvikling", name: t(statistics.growth) },
    { to: "/statistik/genbrug", name: t(statistics.league) },
    { to: "/statistik/tid", name: t(statistics.time) },
    { to: "/statistik/kvartaler", name: t(statistics.quarters) },
  ];
  return (
    <Page
      title={title ?? t(statistics.title)}
      lead={lead ?? t(viewer ? statistics.leadSignedIn : statistics.leadSignedOut)}
    >
      <SubNav label={t(statistics.pages)} places={places} />
      {children}
    </Page>
  );
}
