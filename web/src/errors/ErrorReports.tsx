import { useState } from "react";
import { Link } from "react-router";
import { useQuery } from "urql";
import { caseAddress } from "../cases/address.ts";
import { graphql, type ResultOf } from "../client/graphql.ts";
import { useSession } from "../client/session.tsx";
import { OutcomeFragment, useWrite, type Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { useDraft } from "../ui/draft.ts";
import { Failed } from "../ui/Failed.tsx";
import { TextField } from "../ui/fields.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Refused } from "../ui/Refused.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { errors } from "./texts.ts";
import "../enquiries/enquiries.css";

const ErrorReportsDocument = graphql(`
  query ErrorReports($filter: ErrorReportFilter) {
    errorReports(filter: $filter, first: 20) {
      nodes {
        id
        field
        text
        dueOn
        overdue
        answer
        reporting {
          id
          name
        }
        case {
          id
          basics {
            title
          }
        }
      }
    }
  }
`);

const ResolveDocument = graphql(
  `mutation ResolveError($input: ResolveErrorInput!) { resolveError(input: $input) { ...Outcome } }`,
  [OutcomeFragment],
);

type Report = NonNullable<ResultOf<typeof ErrorReportsDocument>["errorReports"]>["nodes"][number];

/**
 * Errors that one's own organisation has reported or must answer; on the page of a case those of
 * it, and nothing where there are none.
 */
export function ErrorReports({ caseId }: { caseId?: string }) {
  const { t } = useSpeech();
  const [{ data, error, fetching }, again] = useQuery({
    query: ErrorReportsDocument,
    variables: { filter: caseId ? { caseId } : null },
  });
  const refresh = () => again({ requestPolicy: "network-only" });
  const found = data?.errorReports?.nodes ?? [];
  if (caseId && found.length === 0) return null;
  return (
    <section className="no-print" aria-labelledby="error-reports">
      <h2 id="error-reports">{t(errors.title)}</h2>
      {error && !data && !fetching && <Failed error={error} retry={refresh} />}
      {!data && fetching && <Loading />}
      {data && found.length === 0 && <p className="muted">{t(errors.none)}</p>}
      {found.map((one) => (
        <One key={one.id} report={one} refresh={refresh} />
      ))}
    </section>
  );
}

interface Props {
  report: Report;
  refresh: () => void;
}

function One({ report, refresh }: Props) {
  const { t, f, l } = useSpeech();
  const { viewer } = useSession();
  const mustAnswer = !report.answer && report.reporting.id !== viewer?.organisation.id;
  const due = t(report.overdue ? errors.late : errors.due, { date: f.longDate(report.dueOn) });
  return (
    <details className="enquiry">
      <summary>
        <strong>{report.case?.basics.title}</strong>{" "}
        <span className="muted">{t(errors.from, { organisation: report.reporting.name })}</span>{" "}
        <span className={report.overdue ? "chip chip--warning" : "chip chip--plain"}>
          {report.answer ? t(errors.answered) : due}
        </span>
      </summary>
      {report.case && (
        <p>
          <Link to={caseAddress(report.case.id)}>{report.case.basics.title}</Link>
          {report.field && `, ${l.field(report.field)}`}
        </p>
      )}
      <div className="enquiry-message">
        <p>{report.text}</p>
      </div>
      {report.answer && (
        <div className="enquiry-message">
          <p>{report.answer}</p>
        </div>
      )}
      {mustAnswer && <Answer report={report} refresh={refresh} />}
    </details>
  );
}

function Answer({ report, refresh }: Props) {
  const { t } = useSpeech();
  const tell = useTell();
  const { write, busy } = useWrite(ResolveDocument);
  const [written, setWritten] = useState<Written | null>(null);
  const draft = useDraft(`error-answer.${report.id}`, { answer: "" });
  const send = async () => {
    const result = await write({ reportId: report.id, answer: draft.value.answer });
    setWritten(result);
    if (!result.done) return;
    draft.forget();
    tell("success", t(errors.resolved));
    refresh();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Refused refusal={written?.refusal} error={written?.error} />
      <TextField
        label={t(errors.yourAnswer)}
        lines={3}
        most={4000}
        value={draft.value.answer}
        onChange={(answer) => draft.change({ answer })}
      />
      <button
        type="submit"
        className="button button-primary"
        disabled={busy || !draft.value.answer.trim()}
      >
        {t(errors.answer)}
      </button>
    </form>
  );
}
