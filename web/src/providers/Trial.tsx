import { useQuery } from "urql";
import { useSpeech } from "../texts/language.tsx";
import { Alert } from "../ui/Alert.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Refused } from "../ui/Refused.tsx";
import { type Provider, type Trial, TrialDocument } from "./documents.ts";
import { type Finding, findings, plain, type Sought } from "./reading.ts";
import { problems, trials } from "./texts.ts";
import type { Hindrance } from "./useTrial.ts";
import "../ui/cards.css";

/** Why a trial could not begin. */
export function Hindered({ provider, hindrance }: { provider: Provider; hindrance: Hindrance }) {
  const { t } = useSpeech();
  if (hindrance.unreachable === undefined) {
    return <Refused refusal={hindrance.refusal} error={hindrance.error} />;
  }
  const address = `${provider.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  return (
    <Alert tone="error" {...(hindrance.unreachable ? { heading: hindrance.unreachable } : {})}>
      <p>{t(trials.unreachable)}</p>
      <p>
        <a href={address} target="_blank" rel="noreferrer">
          {address}
        </a>
      </p>
    </Alert>
  );
}

/** What a trial of a provider showed. */
export function TrialShown({ id, provider }: { id: string; provider: Provider }) {
  const { t } = useSpeech();
  const [{ data, error, fetching }, again] = useQuery({
    query: TrialDocument,
    variables: { id },
    requestPolicy: "network-only",
  });
  const trial = data?.administration?.providerTest;
  const isOfThis = trial?.providerId === provider.id;
  return (
    <section aria-labelledby="trial-result">
      <h2 id="trial-result">{t(trials.result)}</h2>
      {error && !data && !fetching && <Failed error={error} retry={again} />}
      {!data && !error && <Loading lines={6} />}
      {data && !isOfThis && <Alert tone="warning">{t(trials.gone)}</Alert>}
      {trial && isOfThis && !trial.finishedAt && <Alert tone="warning">{t(trials.waiting)}</Alert>}
      {trial && isOfThis && trial.finishedAt && <Report trial={trial} provider={provider} />}
    </section>
  );
}

interface ReportProps {
  trial: Trial;
  provider: Provider;
}

function Report({ trial, provider }: ReportProps) {
  const { t, f } = useSpeech();
  const at = trial.finishedAt ? f.moment(trial.finishedAt) : "";
  const known = problems as Record<string, typeof problems.otherwise>;
  return (
    <>
      {trial.problem ? (
        <Alert tone="error" heading={t(trials.refused)}>
          <p>{t(known[trial.problem] ?? problems.otherwise)}</p>
          <p>{t(trials.word, { word: trial.problem })}</p>
        </Alert>
      ) : (
        <Alert tone="success" heading={t(trials.letIn, { name: trial.name || trial.subject })}>
          {t(trials.letInWhy, { at })}
        </Alert>
      )}
      {trial.claims.length > 0 && <Reading trial={trial} provider={provider} />}
      <Leftover heading={t(trials.unknown)} why={t(trials.unknownWhy)} all={trial.unknownValues} />
      <Leftover heading={t(trials.dropped)} why={t(trials.droppedWhy)} all={trial.dropped} />
      {trial.claims.length > 0 && (
        <details>
          <summary>{t(trials.claims, { count: trial.claims.length })}</summary>
          <dl className="claims">
            {trial.claims.map(({ name, value }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{plain(value)}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  );
}

function Leftover({ heading, why, all }: { heading: string; why: string; all: readonly string[] }) {
  if (all.length === 0) return null;
  return (
    <>
      <h3>{heading}</h3>
      <ul className="claims-left">
        {[...new Set(all)].map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <p className="muted">{why}</p>
    </>
  );
}

/** Each thing that is looked for: where it was found, what came, and what it was read as. */
function Reading({ trial, provider }: ReportProps) {
  const { t } = useSpeech();
  const read = useReadAs(trial);
  const must = new Set<Sought>(["name", "email", "roles"]);
  if (provider.claimMap.organisationRequired) must.add("organisation");
  const came = (one: Finding) => {
    if (one.came !== null) return shortly(plain(one.came));
    if (!must.has(one.sought)) return <span className="muted">{t(trials.notNeeded)}</span>;
    return <span className="chip chip--warning">{t(trials.missing)}</span>;
  };
  return (
    <>
      <h3>{t(trials.sought)}</h3>
      <table className="table table--compact table--cards" aria-label={t(trials.soughtTable)}>
        <thead>
          <tr>
            <th scope="col">{t(trials.sought)}</th>
            <th scope="col">{t(trials.claim)}</th>
            <th scope="col">{t(trials.came)}</th>
            <th scope="col">{t(trials.readAs)}</th>
          </tr>
        </thead>
        <tbody>
          {findings(provider.claimMap, trial.claims).map((one) => (
            <tr key={one.sought}>
              <th scope="row">{t(trials[one.sought])}</th>
              <td data-name={t(trials.claim)}>
                {one.claims.map((claim) => (
                  <span key={claim} className="cell-line">
                    {claim}
                  </span>
                ))}
              </td>
              <td data-name={t(trials.came)}>{came(one)}</td>
              <td data-name={t(trials.readAs)}>
                {trial.problem ? t(trials.notRead) : read[one.sought]}
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t(trials.subject)}</th>
            <td data-name={t(trials.claim)}>sub</td>
            <td data-name={t(trials.came)}>
              {came({ sought: "name", claims: ["sub"], came: subjectOf(trial) })}
            </td>
            <td data-name={t(trials.readAs)}>
              {trial.problem ? t(trials.notRead) : trial.subject}
            </td>
          </tr>
        </tbody>
      </table>
    </>
  );
}

/** Characters of a value beside the others; it stands whole among all claims. */
const SHORT = 160;
const shortly = (text: string) => (text.length > SHORT ? `${text.slice(0, SHORT)}…` : text);

const subjectOf = ({ claims }: Trial) => claims.find((one) => one.name === "sub")?.value ?? null;

/** What each thing was read as, in words. */
function useReadAs(trial: Trial): Record<Sought, string> {
  const { t, l } = useSpeech();
  const named = (departments: Trial["departments"]) =>
    departments.map(({ id, name }) => name ?? id).join(", ");
  const limits = trial.subjects.map(({ numbers, departments }) => {
    const values = { numbers: numbers.join(", "), departments: named(departments) };
    return t(departments.length > 0 ? trials.numbersWithin : trials.numbers, values);
  });
  return {
    name: trial.name,
    email: trial.email,
    organisation: trial.organisation,
    roles: trial.roles.map((role) => l.of("Role", role)).join(", "),
    privileges: limits.join("; "),
    departments: named(trial.departments),
    externalId: "",
  };
}
