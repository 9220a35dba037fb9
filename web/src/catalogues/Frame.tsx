import type { ReactNode } from "react";
import { SignInNeeded } from "../app/SignInNeeded.tsx";
import { useSession } from "../client/session.tsx";
import { useSpeech } from "../texts/language.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { SubNav } from "../ui/SubNav.tsx";
import { catalogues } from "./texts.ts";
import "./catalogues.css";

/** What is around every catalogue. They are for those who are signed in. */
export function Frame({ children }: { children: ReactNode }) {
  const { t } = useSpeech();
  const { viewer, known } = useSession();
  if (known && !viewer) return <SignInNeeded />;
  const places = [
    { to: "/kataloger/teknologier", name: t(catalogues.technologies) },
    { to: "/kataloger/it-systemer", name: t(catalogues.systems) },
    { to: "/kataloger/kle", name: t(catalogues.kle) },
    { to: "/kataloger/form", name: t(catalogues.form) },
  ];
  return (
    <Page title={t(catalogues.title)} lead={t(catalogues.lead)}>
      <SubNav label={t(catalogues.pages)} places={places} />
      {viewer ? children : <Loading lines={8} />}
    </Page>
  );
}
