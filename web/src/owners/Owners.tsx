import type { CaseData } from "../case/document.ts";
import { useSpeech } from "../texts/language.tsx";
import { Departments } from "./Departments.tsx";
import { Organisations } from "./Organisations.tsx";
import { People } from "./People.tsx";
import { owners } from "./texts.ts";
import "./owners.css";

export interface Props {
  found: CaseData;
  internal: NonNullable<CaseData["internal"]>;
  refresh: () => void;
}

/** Who owns a case, who is on it, and which departments have it; for its owners. */
export function Owners(props: Props) {
  const { t } = useSpeech();
  return (
    <section className="owners no-print" aria-labelledby="owners">
      <h2 id="owners">{t(owners.title)}</h2>
      <div className="owners-parts">
        <Organisations {...props} />
        <People {...props} />
        {props.internal.departments && <Departments {...props} />}
      </div>
    </section>
  );
}
