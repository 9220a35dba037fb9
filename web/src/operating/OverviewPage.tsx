import { Link } from "react-router";
import { useQuery } from "urql";
import { Fact } from "../organisation/ProfileShown.tsx";
import { lastQuarters } from "../statistics/quarters.ts";
import { valuesOf } from "../texts/labels.ts";
import { useSpeech } from "../texts/language.tsx";
import { Alert } from "../ui/Alert.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Loading } from "../ui/Loading.tsx";
import { type Need, needs } from "./attention.ts";
import { StateDocument } from "./documents.ts";
import { OperatorPage } from "./OperatorPage.tsx";
import type { Organisation } from "./organisation.ts";
import { operating } from "./texts.ts";
import { useAll } from "./useAll.ts";
import "../organisation/organisation.css";
import "./operating.css";

/** What those who run the installation need to see of it, and where they do what. */
export function Component() {
  const { t } = useSpeech();
  return (
    <OperatorPage title={t(operating.title)} lead={t(operating.lead)}>
      {() => (
        <div className="own">
          <State />
          <Elsewhere />
        </div>
      )}
    </OperatorPage>
  );
}

function State() {
  const { all, error, again } = useAll();
  const [state, askState] = useQuery({ query: StateDocument });
  const failed = error ?? (state.error && !state.data && !state.fetching ? state.error : undefined);
  const retry = () => {
    again();
    askState({ requestPolicy: "network-only" });
  };
  if (failed) return <Failed error={failed} retry={retry} />;
  if (!all || !state.data) return <Loading lines={8} />;
  const { statistics, publishedQuarters } = state.data;
  const now = new Date();
  const [last = ""] = lastQuarters(now, 1);
  const isPublished = publishedQuarters.some((one) => one.quarter === last);
  const found = needs({
    all,
    cases: new Map(statistics.cells.map((cell) => [cell.values[0]?.key ?? "", cell.figures.cases])),
    unpublished: isPublished ? null : last,
    today: now.toISOString().slice(0, 10),
  });
  return (
    <>
      <Attention found={found} />
      <Counts all={all} />
    </>
  );
}

function Attention({ found }: { found: Need[] }) {
  const { t } = useSpeech();
  return (
    <section aria-labelledby="attention">
      <h2 id="attention">{t(operating.attention)}</h2>
      {found.length === 0 && <Alert tone="success">{t(operating.allWell)}</Alert>}
      {found.length > 0 && (
        <ul>
          {found.map((need) => (
            <li key={JSON.stringify(need)}>
              <Link
                to={
                  need.what === "unpublished"
                    ? "/statistik/kvartaler"
                    : `/drift/organisationer/${need.cvr}`
                }
              >
                {t(operating[need.what], { ...need })}
              </Link>
            </li>
          ))}
        </ul>
      )}
      <p className="muted">{t(operating.seenFrom)}</p>
    </section>
  );
}

function Counts({ all }: { all: readonly Organisation[] }) {
  const { t, f, l } = useSpeech();
  return (
    <section aria-labelledby="taking">
      <h2 id="taking">{t(operating.taking)}</h2>
      <dl className="facts">
        {valuesOf("OrganisationKind").map((kind) => (
          <Fact key={kind} name={l.of("OrganisationKind", kind)}>
            <Link to={`/drift/organisationer?slags=${kind}`}>
              {f.number(all.filter((one) => one.kind === kind).length)}
              <span className="sr-only"> {l.of("OrganisationKind", kind)}</span>
            </Link>
          </Fact>
        ))}
      </dl>
    </section>
  );
}

function Elsewhere() {
  const { t } = useSpeech();
  return (
    <section aria-labelledby="elsewhere">
      <h2 id="elsewhere">{t(operating.elsewhere)}</h2>
      <dl className="facts">
        <Fact name={t(operating.toCatalogues)}>
          <Link to="/kataloger/teknologier">{t(operating.catalogues)}</Link>
        </Fact>
        <Fact name={t(operating.toQuarters)}>
          <Link to="/statistik/kvartaler">{t(operating.quarters)}</Link>
        </Fact>
        <Fact name={t(operating.toHealth)}>
          <a href="/readyz">{t(operating.health)}</a>
        </Fact>
      </dl>
    </section>
  );
}
