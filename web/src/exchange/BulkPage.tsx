import { useRef, useState } from "react";
import { useClient, useQuery } from "urql";
import { graphql, type ResultOf } from "../client/graphql.ts";
import { mayContribute } from "../client/session.tsx";
import { OwnPage } from "../organisation/OwnPage.tsx";
import { useSpeech } from "../texts/language.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Loading } from "../ui/Loading.tsx";
import { ui } from "../ui/texts.ts";
import { BulkChange } from "./BulkChange.tsx";
import { BulkChoice } from "./BulkChoice.tsx";
import { BulkReport } from "./BulkReport.tsx";
import { type Change, carryOut, type Step } from "./steps.ts";
import { bulk, exchange } from "./texts.ts";
import "./exchange.css";

const EditableDocument = graphql(`
  query Editable($after: String) {
    cases(filter: { ownOrganisation: true }, sort: { by: PHASE }, first: 100, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        phase
        status
        overdue
        visibility
        basics {
          title
        }
        internal {
          canEdit
          canChangeOwners
        }
      }
    }
  }
`);

export type Editable = ResultOf<typeof EditableDocument>["cases"]["nodes"][number];

/** The same change to several cases at once: each by its own command, each with its own answer. */
export function Component() {
  const { t } = useSpeech();
  return (
    <OwnPage title={() => t(bulk.title)} lead={() => t(bulk.lead)}>
      {(viewer) =>
        mayContribute(viewer) ? (
          <Bulk />
        ) : (
          <Empty heading={t(exchange.notAllowed)}>
            <p>{t(exchange.notAllowedWhy)}</p>
          </Empty>
        )
      }
    </OwnPage>
  );
}

/** The change under way, and what has become of it so far. */
function useLoop(refresh: () => void) {
  const { t } = useSpeech();
  const client = useClient();
  const [steps, setSteps] = useState<Step[]>([]);
  const [all, setAll] = useState(0);
  const [busy, setBusy] = useState(false);
  const stops = useRef(false);
  const run = async (change: Change, cases: { id: string; title: string }[]) => {
    stops.current = false;
    setBusy(true);
    setSteps([]);
    setAll(cases.length);
    for (const one of cases) {
      if (stops.current) break;
      const step = await carryOut(client, change, one, t(ui.offline));
      setSteps((before) => [...before, step]);
    }
    setBusy(false);
    refresh();
  };
  const stop = () => {
    stops.current = true;
  };
  return { steps, all, busy, run, stop };
}

function Bulk() {
  const { t } = useSpeech();
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error, fetching }, again] = useQuery({
    query: EditableDocument,
    variables: { after },
  });
  const refresh = () => again({ requestPolicy: "network-only" });
  const [chosen, setChosen] = useState<string[]>([]);
  const [change, setChange] = useState<Change>({
    kind: "confirm",
    phase: "OPERATION",
    status: "IN_PROGRESS",
    reason: "",
    visibility: "MEMBERS",
  });
  const loop = useLoop(refresh);
  if (error && !data && !fetching) return <Failed error={error} retry={refresh} />;
  if (!data) return <Loading lines={8} />;
  const editable = data.cases.nodes.filter((one) => one.internal?.canEdit);
  const cases = editable
    .filter((one) => chosen.includes(one.id))
    .map((one) => ({ id: one.id, title: one.basics.title }));
  const start = (some: typeof cases) => loop.run(change, some);
  const next = data.cases.pageInfo.hasNextPage ? data.cases.pageInfo.endCursor : null;
  if (editable.length === 0 && !after && !next) return <Empty heading={t(bulk.none)} />;
  return (
    <>
      <BulkChange
        change={change}
        onChange={(part) => setChange({ ...change, ...part })}
        count={cases.length}
        busy={loop.busy}
        onGo={() => start(cases)}
      />
      <BulkReport
        loop={loop}
        onAgain={(left) => start(left.map(({ id, title }) => ({ id, title })))}
      />
      <BulkChoice cases={editable} chosen={chosen} onChange={setChosen} />
      {next && (
        <button
          type="button"
          className="button button-secondary"
          onClick={() => {
            setChosen([]);
            setAfter(next);
          }}
        >
          {t(ui.next)}
        </button>
      )}
    </>
  );
}

export type Loop = ReturnType<typeof useLoop>;
