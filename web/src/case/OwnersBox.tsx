import { Link } from "react-router";
import { bareId } from "../cases/address.ts";
import { graphql } from "../client/graphql.ts";
import { OutcomeFragment, useWrite } from "../client/write.ts";
import { errors } from "../errors/texts.ts";
import { useSpeech } from "../texts/language.tsx";
import { useTold } from "../writes/told.ts";
import type { CaseData } from "./document.ts";
import { oneCase } from "./texts.ts";

interface Props {
  found: CaseData;
  internal: NonNullable<CaseData["internal"]>;
  refresh: () => void;
}

/** What only owners see: how complete the record is, and with whom it is shared. */
export function OwnersBox({ found, internal, refresh }: Props) {
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
      {internal.openErrorReports > 0 && <Errors internal={internal} />}
      {internal.legalBasisCheckOn && (
        <LegalBasis found={found} internal={internal} refresh={refresh} />
      )}
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

/** Errors that readers have reported and nobody has answered, with the day that it is due. */
function Errors({ internal }: Pick<Props, "internal">) {
  const { t, f } = useSpeech();
  const count = internal.openErrorReports;
  const date = internal.errorReportDueOn ? f.longDate(internal.errorReportDueOn) : "";
  return (
    <p>
      <a href="#error-reports">{t(oneCase.openErrors, { count })}</a>{" "}
      <span className={internal.errorReportOverdue ? "chip chip--warning" : "chip chip--plain"}>
        {t(internal.errorReportOverdue ? errors.late : errors.due, { date })}
      </span>
    </p>
  );
}

const VerifyDocument = graphql(
  `mutation VerifyLegalBasis($input: FreshnessInput!) { verifyLegalBasis(input: $input) { ...Outcome case { id } } }`,
  [OutcomeFragment],
);

/** When the legal basis is to be verified, and that it was. */
function LegalBasis({ found, internal, refresh }: Props) {
  const { t, f } = useSpeech();
  const told = useTold();
  const { write, busy } = useWrite(VerifyDocument);
  const date = internal.legalBasisCheckOn ? f.longDate(internal.legalBasisCheckOn) : "";
  const verify = async () => {
    if (told(await write({ caseId: found.id }), oneCase.legalBasisVerified)) refresh();
  };
  return (
    <p>
      <span className={internal.legalBasisOverdue ? "chip chip--warning" : undefined}>
        {t(oneCase.legalBasisBy, { date })}
      </span>{" "}
      {internal.canEdit && (
        <button type="button" className="text-button" disabled={busy} onClick={verify}>
          {t(oneCase.verifyLegalBasis)}
        </button>
      )}
    </p>
  );
}
