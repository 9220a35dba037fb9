import type { ReactNode } from "react";
import { Link } from "react-router";
import { graphql, type ResultOf } from "../client/graphql.ts";
import { useSpeech } from "../texts/language.tsx";
import { Excerpt } from "../ui/Excerpt.tsx";
import { Icon } from "../ui/Icon.tsx";
import { caseAddress } from "./address.ts";
import { cases } from "./texts.ts";
import "./cases.css";

/** What a case in a list is shown with. */
export const CaseCardFragment = graphql(`
  fragment CaseCard on Case {
    id
    phase
    status
    overdue
    changedAt
    reuserCount
    commentCount
    lead {
      name
    }
    basics {
      title
      summary
      kind
      subjectAreas
    }
    workload {
      expectedHoursPerYear
    }
    matches {
      field
      excerpt
    }
  }
`);

export type CaseCardData = ResultOf<typeof CaseCardFragment>;

interface Props {
  found: CaseCardData;
  /** The level of the heading that it has on its page. */
  level?: 2 | 3;
  children?: ReactNode;
}

/** A case in a list: what it is, who leads it, where it stands, and why it was found. */
export function CaseCard({ found, level = 3, children }: Props) {
  const { t, l } = useSpeech();
  const Heading = level === 2 ? "h2" : "h3";
  const why = found.matches.filter((match) => match.field !== "basics.title").slice(0, 2);
  const title = found.matches.find((match) => match.field === "basics.title");
  return (
    <article className="case-card">
      <p className="case-card-lead">{found.lead.name}</p>
      <Heading>
        <Link to={caseAddress(found.id)}>
          {title ? <Excerpt html={title.excerpt} /> : found.basics.title}
        </Link>
      </Heading>
      <p>{found.basics.summary}</p>
      {why.map((match) => (
        <p key={match.field} className="case-card-why">
          <span>{t(cases.matchedIn, { field: l.field(match.field) })}</span>{" "}
          <Excerpt html={match.excerpt} />
        </p>
      ))}
      <ul className="chips unstyled-list no-max-width">
        <li className="chip">{l.of("Phase", found.phase)}</li>
        <li className="chip chip--plain">{l.of("CaseKind", found.basics.kind)}</li>
        {found.status !== "NOT_ASSESSED" && found.status !== "IN_PROGRESS" && (
          <li className="chip chip--warning">{l.of("Status", found.status)}</li>
        )}
        {found.overdue && <li className="chip chip--warning">{t(cases.overdue)}</li>}
      </ul>
      <Facts found={found} />
      {children}
    </article>
  );
}

function Facts({ found }: { found: CaseCardData }) {
  const { t, f } = useSpeech();
  const hours = found.workload.expectedHoursPerYear;
  return (
    <p className="case-card-facts">
      {hours && (
        <span>
          <Icon name="time" />
          {t(cases.expected)} {t(cases.hoursAYear, { hours: f.number(hours) })}
        </span>
      )}
      {found.reuserCount > 0 && (
        <span>
          <Icon name="share" />
          {t(cases.reusers, { count: found.reuserCount })}
        </span>
      )}
      {!!found.commentCount && (
        <span>
          <Icon name="chat" />
          {t(cases.comments, { count: found.commentCount })}
        </span>
      )}
      <span>{t(cases.changed, { when: f.longDate(found.changedAt) })}</span>
    </p>
  );
}
