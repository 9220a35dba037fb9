import type { ReactNode } from "react";
import { Link } from "react-router";
import { useSpeech } from "../texts/language.tsx";
import { Empty } from "./Empty.tsx";
import { ui } from "./texts.ts";

/** A page that is not for its reader: what it takes, and who can help. */
export function NoRight({ children }: { children: ReactNode }) {
  const { t } = useSpeech();
  return (
    <Empty heading={t(ui.noRight)}>
      <p>{children}</p>
      <p>
        <Link to="/profil">{t(ui.noRightOwn)}</Link>
      </p>
    </Empty>
  );
}
