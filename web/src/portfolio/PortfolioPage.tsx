import { Link, useSearchParams } from "react-router";
import { useQuery } from "urql";
import { SignInNeeded } from "../app/SignInNeeded.tsx";
import { withOnly } from "../cases/query.ts";
import { graphql, type ResultOf } from "../client/graphql.ts";
import { useSession } from "../client/session.tsx";
import { OrganisationNav } from "../organisation/OrganisationNav.tsx";
import { Recommended } from "../recommended/Recommended.tsx";
import { useSpeech } from "../texts/language.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { ui } from "../ui/texts.ts";
import { Attention } from "./Attention.tsx";
import { Board } from "./Board.tsx";
import { List } from "./List.tsx";
import { portfolio } from "./texts.ts";
import "./portfolio.css";

export const PortfolioDocument = graphql(`
  query Portfolio {
    cases(filter: { ownOrganisation: true }, sort: { by: PHASE }, first: 100) {
      totalCount
      nodes {
        id
        phase
        status
        visibility
        overdue
        changedAt
        reuserCount
        basics {
          title
          kind
        }
        workload {
          expectedHoursPerYear
        }
        internal {
          completeness {
            percent
          }
        }
      }
    }
    invitations: cases(filter: { invited: true }, first: 10) {
      totalCount
      nodes {
        id
        basics {
          title
        }
      }
    }
  }
`);

export type PortfolioData = ResultOf<typeof PortfolioDocument>;
export type OwnCase = PortfolioData["cases"]["nodes"][number];

/** The cases of one's own organisation by phase, and what among them wants attention. */
export function Component() {
  const { t } = useSpeech();
  const { viewer, known } = useSession();
  const [{ data, error, fetching }, again] = useQuery({
    query: PortfolioDocument,
    pause: !viewer,
  });
  if (known && !viewer) return <SignInNeeded />;
  if (!viewer) {
    return (
      <Page title={t(ui.loading)}>
        <Loading lines={8} />
      </Page>
    );
  }
  return (
    <Page title={viewer.organisation.name} lead={t(portfolio.lead)}>
      <OrganisationNav />
      {error && !data && !fetching && (
        <Failed error={error} retry={() => again({ requestPolicy: "network-only" })} />
      )}
      {!data && !error && <Loading lines={10} />}
      {data && <Found data={data} />}
      {data && <Recommended viewer={viewer} first={6} />}
    </Page>
  );
}

function Found({ data }: { data: PortfolioData }) {
  const { t } = useSpeech();
  const [params, setParams] = useSearchParams();
  const isBoard = params.get("visning") === "tavle";
  const { nodes, totalCount } = data.cases;
  if (nodes.length === 0) {
    return (
      <Empty heading={t(portfolio.none)}>
        <p>{t(portfolio.noneWhy)}</p>
        <Link className="button button-primary" to="/loesninger/ny">
          {t(portfolio.share)}
        </Link>
      </Empty>
    );
  }
  const choose = (view: string) => setParams(withOnly(params, "visning", view));
  return (
    <>
      <Attention data={data} />
      <div className="heading-with-tools">
        <h2>{t(portfolio.cases)}</h2>
        <fieldset className="portfolio-view no-print">
          <legend className="sr-only">{t(portfolio.view)}</legend>
          <button type="button" aria-pressed={!isBoard} onClick={() => choose("")}>
            {t(portfolio.list)}
          </button>
          <button type="button" aria-pressed={isBoard} onClick={() => choose("tavle")}>
            {t(portfolio.board)}
          </button>
        </fieldset>
      </div>
      {isBoard ? <Board cases={nodes} /> : <List cases={nodes} />}
      {(totalCount ?? 0) > nodes.length && <p className="muted">{t(portfolio.firstHundred)}</p>}
    </>
  );
}
