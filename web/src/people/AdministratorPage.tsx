import type { ReactNode } from "react";
import type { Viewer } from "../client/session.tsx";
import { OwnPage } from "../organisation/OwnPage.tsx";
import { useSpeech } from "../texts/language.tsx";
import { NoRight } from "../ui/NoRight.tsx";
import { people } from "./texts.ts";
import "../organisation/organisation.css";
import "./people.css";

interface Props {
  title: string;
  lead: (viewer: Viewer) => string;
  children: (viewer: Viewer) => ReactNode;
}

/** A page by which an organisation's administrator looks after it. */
export function AdministratorPage({ title, lead, children }: Props) {
  return (
    <OwnPage title={() => title} lead={lead}>
      {children}
    </OwnPage>
  );
}

/** What somebody reads whom the server does not let in. */
export function ForAdministrators({ viewer }: { viewer: Viewer }) {
  const { t } = useSpeech();
  return <NoRight>{t(people.noRight, { organisation: viewer.organisation.name })}</NoRight>;
}
