import { useState } from "react";
import { Link } from "react-router";
import { useQuery } from "urql";
import { caseAddress } from "../cases/address.ts";
import { graphql, type ResultOf } from "../client/graphql.ts";
import { OutcomeFragment, useWrite } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Loading } from "../ui/Loading.tsx";
import { ConfirmDialog } from "../writes/ConfirmDialog.tsx";
import { exchange } from "./texts.ts";

const ImportsDocument = graphql(`
  query Imports {
    imports(first: 20) {
      nodes {
        id
        file
        begunAt
        rows
        registered
        updated
        refused
        undoneAt
        kept
        person {
          name
        }
        cases(first: 20) {
          nodes {
            undone
            case {
              id
              basics {
                title
              }
            }
          }
        }
      }
    }
  }
`);

const UndoDocument = graphql(
  `mutation UndoImport($input: UndoImportInput!) { undoImport(input: $input) { ...Outcome } }`,
  [OutcomeFragment],
);

type Import = ResultOf<typeof ImportsDocument>["imports"]["nodes"][number];

/** What was loaded before, and a way to undo it. */
export function Imports() {
  const { t } = useSpeech();
  const [{ data, error, fetching }, again] = useQuery({ query: ImportsDocument });
  const refresh = () => again({ requestPolicy: "network-only" });
  const found = data?.imports.nodes;
  return (
    <section aria-labelledby="earlier">
      <h2 id="earlier">{t(exchange.earlier)}</h2>
      {error && !data && !fetching && <Failed error={error} retry={refresh} />}
      {!data && !error && <Loading lines={4} />}
      {found?.length === 0 && <p>{t(exchange.earlierNone)}</p>}
      {found?.map((one) => (
        <One key={one.id} one={one} refresh={refresh} />
      ))}
    </section>
  );
}

function One({ one, refresh }: { one: Import; refresh: () => void }) {
  const { t, f } = useSpeech();
  const [asks, setAsks] = useState(false);
  const { write } = useWrite(UndoDocument);
  const who = one.person?.name ?? t(exchange.someone);
  const changed = one.registered + one.updated > 0;
  return (
    <article className="import-one">
      <h3>{one.file}</h3>
      <p className="muted small">{t(exchange.by, { when: f.moment(one.begunAt), who })}</p>
      <p>
        {t(exchange.summary, {
          registered: one.registered,
          updated: one.updated,
          refused: one.refused ?? 0,
          rows: one.rows,
        })}
      </p>
      {one.undoneAt && (
        <p>
          {t(exchange.undone, { when: f.moment(one.undoneAt) })}.{" "}
          {t(exchange.kept, { count: one.kept ?? 0 })}
        </p>
      )}
      {one.cases.nodes.length > 0 && (
        <details>
          <summary>{t(exchange.seeCases)}</summary>
          <ul>
            {one.cases.nodes.map(
              ({ case: found, undone }) =>
                found && (
                  <li key={found.id}>
                    <Link to={caseAddress(found.id)}>{found.basics.title}</Link>
                    {undone && ` (${t(exchange.isUndone)})`}
                  </li>
                ),
            )}
          </ul>
        </details>
      )}
      {!one.undoneAt && changed && (
        <button type="button" className="text-button" onClick={() => setAsks(true)}>
          {t(exchange.undo)}
        </button>
      )}
      {asks && (
        <ConfirmDialog
          title={t(exchange.undoOf, { file: one.file })}
          act={t(exchange.undo)}
          done={t(exchange.undoneNow)}
          run={() => write({ importId: one.id })}
          onClose={(done) => {
            setAsks(false);
            if (done) refresh();
          }}
        >
          <p>{t(exchange.undoWhy)}</p>
        </ConfirmDialog>
      )}
    </article>
  );
}
