import type { ReactNode } from "react";
import { Link } from "react-router";
import { useQuery } from "urql";
import { CaseCard, CaseCardFragment } from "../cases/CaseCard.tsx";
import { SearchBox } from "../cases/SearchBox.tsx";
import { graphql, type ResultOf } from "../client/graphql.ts";
import { useSession } from "../client/session.tsx";
import { Recommended } from "../recommended/Recommended.tsx";
import { useSpeech } from "../texts/language.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { front } from "./texts.ts";
import { Welcome } from "./Welcome.tsx";
import "./front.css";

const FrontDocument = graphql(
  `
    query Front {
      frontPage {
        html
        revision
      }
      cases(first: 6, sort: { by: CHANGED_AT }) {
        nodes {
          ...CaseCard
        }
      }
      statistics {
        total {
          cases
          organisations
          expectedHoursPerYear
          casesWithExpectedHours
          measuredHoursPerYear
          casesWithMeasuredHours
          reuses
          reusesInUse
        }
      }
    }
  `,
  [CaseCardFragment],
);

type Front = ResultOf<typeof FrontDocument>;

/** The first page: search, what one can do here, what it adds up to, and what is new. */
export function Component() {
  const { t } = useSpeech();
  const { viewer } = useSession();
  const [{ data, error, stale, fetching }, again] = useQuery({ query: FrontDocument });
  return (
    <Page title={t(front.title)} tab={t(front.tab)} lead={t(front.lead)}>
      <SearchBox />
      <Choices />
      {error && !data && !fetching && (
        <Failed error={error} retry={() => again({ requestPolicy: "network-only" })} />
      )}
      {!data && (fetching || stale) && <Loading lines={8} />}
      {data && (
        <Welcome
          html={data.frontPage.html}
          mayRevise={data.frontPage.revision !== null}
          refresh={() => again({ requestPolicy: "network-only" })}
        />
      )}
      {data && <Figures total={data.statistics.total} />}
      {data && viewer && <Recommended viewer={viewer} first={3} aside />}
      {data && <News found={data.cases.nodes} />}
    </Page>
  );
}

function Choices() {
  const { t } = useSpeech();
  const choices = [
    { to: "/loesninger", icon: "search", name: front.find, why: front.findWhy },
    { to: "/loesninger/ny", icon: "share", name: front.share, why: front.shareWhy },
    { to: "/statistik", icon: "analytics", name: front.count, why: front.countWhy },
  ];
  return (
    <section className="front-choices" aria-labelledby="what-to-do">
      <h2 id="what-to-do">{t(front.whatToDo)}</h2>
      <ul className="unstyled-list no-max-width">
        {choices.map((choice) => (
          <li key={choice.to}>
            <Link to={choice.to}>
              <Icon name={choice.icon} />
              <strong>{t(choice.name)}</strong>
              <span>{t(choice.why)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Figures({ total }: { total: Front["statistics"]["total"] }) {
  const { t, f } = useSpeech();
  const { viewer } = useSession();
  return (
    <section className="front-figures" aria-labelledby="adds-up">
      <h2 id="adds-up">{t(front.addsUp)}</h2>
      <dl>
        <Figure name={t(front.casesCount)} to="/loesninger" value={f.number(total.cases)} />
        <Figure name={t(front.organisations)} value={f.number(total.organisations)} />
        <Figure
          name={t(front.expectedHours)}
          value={total.expectedHoursPerYear ? f.number(total.expectedHoursPerYear) : "–"}
          note={t(front.restsOn, { count: total.casesWithExpectedHours })}
        />
        <Figure
          name={t(front.measuredHours)}
          value={total.measuredHoursPerYear ? f.number(total.measuredHoursPerYear) : "–"}
          note={t(front.restsOn, { count: total.casesWithMeasuredHours })}
        />
        <Figure
          name={t(front.reuses)}
          value={f.number(total.reuses)}
          note={t(front.inUse, { count: f.number(total.reusesInUse) })}
        />
      </dl>
      <p className="muted small">{t(viewer ? front.addsUpSignedIn : front.addsUpSignedOut)}</p>
    </section>
  );
}

interface FigureProps {
  name: string;
  value: string;
  note?: ReactNode;
  to?: string;
}

function Figure({ name, value, note, to }: FigureProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="front-figure">{to ? <Link to={to}>{value}</Link> : value}</dd>
      {note && <dd className="front-note">{note}</dd>}
    </div>
  );
}

function News({ found }: { found: Front["cases"]["nodes"] }) {
  const { t } = useSpeech();
  if (found.length === 0) {
    return (
      <Empty heading={t(front.noNews)}>
        <p>{t(front.noNewsWhy)}</p>
      </Empty>
    );
  }
  return (
    <section aria-labelledby="news">
      <h2 id="news">{t(front.news)}</h2>
      <ul className="case-list case-list--beside unstyled-list no-max-width">
        {found.map((one) => (
          <li key={one.id}>
            <CaseCard found={one} />
          </li>
        ))}
      </ul>
      <p>
        <Link to="/loesninger">{t(front.all)}</Link>
      </p>
    </section>
  );
}
