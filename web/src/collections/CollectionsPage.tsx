import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { useQuery } from "urql";
import { withOnly } from "../cases/query.ts";
import { graphql } from "../client/graphql.ts";
import { mayContribute, useSession } from "../client/session.tsx";
import { useSpeech } from "../texts/language.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { ui } from "../ui/texts.ts";
import { collectionAddress } from "./address.ts";
import { type CollectionCardData, CollectionCardFragment } from "./document.ts";
import { collections } from "./texts.ts";
import "./collections.css";

const CollectionsDocument = graphql(
  `
    query Collections($filter: CollectionFilter, $after: String) {
      collections(filter: $filter, first: 20, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...CollectionCard
        }
      }
    }
  `,
  [CollectionCardFragment],
);

/** The collections that one may see. */
export function Component() {
  const { t } = useSpeech();
  const { viewer } = useSession();
  const [params, setParams] = useSearchParams();
  const own = params.get("egne") === "ja";
  return (
    <Page title={t(collections.title)} lead={t(collections.lead)}>
      <div className="heading-with-tools collections-tools">
        {viewer && (
          <fieldset className="choice-of-two">
            <legend className="sr-only">{t(collections.which)}</legend>
            {[false, true].map((value) => (
              <button
                key={String(value)}
                type="button"
                aria-pressed={own === value}
                onClick={() => setParams(withOnly(params, "egne", value ? "ja" : ""))}
              >
                {t(value ? collections.own : collections.all)}
              </button>
            ))}
          </fieldset>
        )}
        {mayContribute(viewer) && (
          <Link className="button button-primary" to="/paraplyer/ny">
            {t(collections.start)}
          </Link>
        )}
      </div>
      <List key={String(own)} own={own} />
    </Page>
  );
}

function List({ own }: { own: boolean }) {
  const [cursors, setCursors] = useState<string[]>([]);
  return [null, ...cursors].map((after, at) => (
    <Part
      key={after ?? "first"}
      own={own}
      after={after}
      onMore={at === cursors.length ? (cursor) => setCursors([...cursors, cursor]) : undefined}
    />
  ));
}

interface PartProps {
  own: boolean;
  after: string | null;
  onMore: ((cursor: string) => void) | undefined;
}

function Part({ own, after, onMore }: PartProps) {
  const { t } = useSpeech();
  const filter = own ? { ownOrganisation: true } : null;
  const [{ data, error, fetching }, again] = useQuery({
    query: CollectionsDocument,
    variables: { filter, after },
  });
  if (error && !data && !fetching) return <Failed error={error} retry={again} />;
  if (!data) return <Loading lines={6} />;
  const { nodes, pageInfo } = data.collections;
  const cursor = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  if (nodes.length === 0 && after === null) {
    return (
      <Empty heading={t(collections.none)}>
        <p>{t(collections.noneWhy)}</p>
      </Empty>
    );
  }
  return (
    <>
      <ul className="collection-list unstyled-list no-max-width">
        {nodes.map((one) => (
          <li key={one.id}>
            <Card found={one} />
          </li>
        ))}
      </ul>
      {cursor && onMore && (
        <button type="button" className="button button-secondary" onClick={() => onMore(cursor)}>
          {t(ui.more)}
        </button>
      )}
    </>
  );
}

function Card({ found }: { found: CollectionCardData }) {
  const { t, l } = useSpeech();
  return (
    <article className="collection-card">
      <p className="muted small">{found.lead.name}</p>
      <h2>
        <Link to={collectionAddress(found.id)}>{found.about.title}</Link>
      </h2>
      <p>{found.about.summary}</p>
      <ul className="chips unstyled-list no-max-width">
        <li className="chip">{t(collections.count, { count: found.cases.totalCount ?? 0 })}</li>
        <li className="chip chip--plain">{t(collections[found.kind])}</li>
        {found.visibility && (
          <li className="chip chip--plain">{l.of("Visibility", found.visibility)}</li>
        )}
        {found.about.subjectAreas.map((area) => (
          <li key={area} className="chip chip--plain">
            {l.of("SubjectArea", area)}
          </li>
        ))}
      </ul>
    </article>
  );
}
