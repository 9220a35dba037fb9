import { useState } from "react";
import { Link } from "react-router";
import { type CombinedError, useQuery } from "urql";
import { graphql, type ResultOf } from "../client/graphql.ts";
import { useSpeech } from "../texts/language.tsx";
import { useChoices } from "../ui/address.ts";
import { Empty } from "../ui/Empty.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Scrolls } from "../ui/Scrolls.tsx";
import { SearchField } from "../ui/SearchField.tsx";
import { ui } from "../ui/texts.ts";
import { Frame } from "./Frame.tsx";
import { catalogues } from "./texts.ts";

const CodeFragment = graphql(`
  fragment PublishedCode on Code {
    id
    number
    title
    retiredOn
    replacedBy
    legalBasis
  }
`);

const KleDocument = graphql(
  `
    query Kle($search: String, $after: String) {
      kle(search: $search, first: 100, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...PublishedCode
        }
      }
    }
  `,
  [CodeFragment],
);

const FormDocument = graphql(
  `
    query Form($search: String) {
      forms(search: $search, first: 100) {
        nodes {
          ...PublishedCode
        }
      }
    }
  `,
  [CodeFragment],
);

type Code = ResultOf<typeof CodeFragment>;

/** KLE numbers as they are published, each with the cases that have it. */
export function Kle() {
  const { t } = useSpeech();
  const { params } = useChoices();
  const [after, setAfter] = useState<string | null>(null);
  const search = params.get("q")?.trim() || null;
  const [{ data, error, fetching }, again] = useQuery({
    query: KleDocument,
    variables: { search, after: search ? null : after },
  });
  const next = data?.kle.pageInfo.hasNextPage ? data.kle.pageInfo.endCursor : null;
  return (
    <Frame>
      <Codes
        what={t(catalogues.kle)}
        codes={data?.kle.nodes}
        error={fetching ? undefined : error}
        retry={() => again({ requestPolicy: "network-only" })}
        linked
      />
      {next && (
        <button type="button" className="button button-secondary" onClick={() => setAfter(next)}>
          {t(ui.next)}
        </button>
      )}
    </Frame>
  );
}

/** FORM numbers as they are published. */
export function Form() {
  const { t } = useSpeech();
  const { params } = useChoices();
  const search = params.get("q")?.trim() || null;
  const [{ data, error, fetching }, again] = useQuery({
    query: FormDocument,
    variables: { search },
  });
  return (
    <Frame>
      <Codes
        what={t(catalogues.form)}
        codes={data?.forms.nodes}
        error={fetching ? undefined : error}
        retry={() => again({ requestPolicy: "network-only" })}
      />
    </Frame>
  );
}

interface CodesProps {
  what: string;
  codes: readonly Code[] | undefined;
  error: CombinedError | undefined;
  retry: () => void;
  /** Whether the list of cases can be narrowed by such a number. */
  linked?: boolean;
}

function Codes({ what, codes, error, retry, linked }: CodesProps) {
  const { t } = useSpeech();
  const { params, put } = useChoices();
  const search = params.get("q") ?? "";
  return (
    <>
      <div className="catalogue-search">
        <SearchField
          label={t(catalogues.searchCode)}
          value={search}
          onChange={(value) => put("q", value)}
        />
      </div>
      {error && !codes && <Failed error={error} retry={retry} />}
      {!codes && !error && <Loading lines={8} />}
      {codes?.length === 0 && search && <p role="status">{t(catalogues.nothing)}</p>}
      {codes?.length === 0 && !search && (
        <Empty heading={t(catalogues.codesNone, { what })}>
          <p>{t(catalogues.codesNoneWhy)}</p>
        </Empty>
      )}
      {codes && codes.length > 0 && <Table what={what} codes={codes} linked={linked ?? false} />}
    </>
  );
}

interface TableProps {
  what: string;
  codes: readonly Code[];
  linked: boolean;
}

function Table({ what, codes, linked }: TableProps) {
  const { t, f } = useSpeech();
  return (
    <Scrolls label={what}>
      <table className="table table--compact">
        <thead>
          <tr>
            <th scope="col">{t(catalogues.number)}</th>
            <th scope="col">{t(catalogues.codeTitle)}</th>
            {!linked && <th scope="col">{t(catalogues.legalBasis)}</th>}
            {linked && <th scope="col">{t(catalogues.cases)}</th>}
          </tr>
        </thead>
        <tbody>
          {codes.map((code) => (
            <tr key={code.id}>
              <th scope="row" className="nowrap">
                {code.number}
              </th>
              <td>
                {code.title}
                {code.retiredOn && (
                  <span className="chip chip--warning">
                    {[
                      t(catalogues.retiredOn, { when: f.date(code.retiredOn) }),
                      ...(code.replacedBy
                        ? [t(catalogues.insteadUse, { number: code.replacedBy })]
                        : []),
                    ].join(", ")}
                  </span>
                )}
              </td>
              {!linked && <td>{code.legalBasis}</td>}
              {linked && (
                <td>
                  <Link to={`/loesninger?${new URLSearchParams({ kle: code.number })}`}>
                    <span aria-hidden="true">{t(catalogues.seeCases)}</span>
                    <span className="sr-only">
                      {t(catalogues.seeCasesOf, { what: code.number })}
                    </span>
                  </Link>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}
