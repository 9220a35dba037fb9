import { Link } from "react-router";
import { bareId } from "../cases/address.ts";
import { useSpeech } from "../texts/language.tsx";
import type { CaseData } from "./document.ts";
import { oneCase } from "./texts.ts";

interface Props {
  found: CaseData;
  internal: NonNullable<CaseData["internal"]>;
  refresh: () => void;
}

/** What only owners see: how complete the record is, and with whom it is shared. */
export function OwnersBox({ found, internal }: Props) {
  const { t, l } = useSpeech();
  const { percent, missing } = internal.completeness;
  const edit = `/loesninger/${bareId(found.id)}/rediger`;
  return (
    <section className="aside-box owners-box no-print" aria-labelledby="owners-box">
      <h2 id="owners-box">{t(oneCase.ownersBox)}</h2>
      <p>
        <strong>{t(oneCase.visibility)}:</strong>{" "}
        {found.visibility ? l.of("Visibility", found.visibility) : "–"}
      </p>
      <p>
        <label htmlFor="completeness">{t(oneCase.completeness, { percent })}</label>{" "}
        <progress id="completeness" max={100} value={percent} />
      </p>
      {missing.length > 0 && (
        <p>
          {t(oneCase.missingFields)}{" "}
          {missing.map((path, at) => (
            <span key={path}>
              {at > 0 && ", "}
              {internal.canEdit ? (
                <Link to={`${edit}/${path.split(".")[0]}`}>{l.field(path)}</Link>
              ) : (
                l.field(path)
              )}
            </span>
          ))}
        </p>
      )}
    </section>
  );
}
