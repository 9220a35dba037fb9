import { useMemo, useState } from "react";
import { useSearchParams } from "react-router";
import { useQuery } from "urql";
import { useSession } from "../client/session.tsx";
import { useSpeech } from "../texts/language.tsx";
import { addressNow } from "../ui/address.ts";
import { Page } from "../ui/Page.tsx";
import { ui } from "../ui/texts.ts";
import { useTyped } from "../ui/useTyped.ts";
import { Downloads } from "../writes/Download.tsx";
import { CaseList, CasesDocument } from "./CaseList.tsx";
import { CaseTable } from "./CaseTable.tsx";
import { Comparing } from "./Comparing.tsx";
import { Filters } from "./Filters.tsx";
import { Meant, Nothing } from "./Nothing.tsx";
import {
  asked,
  type Change,
  exportOf,
  ORDERS,
  type OrderName,
  orderOf,
  type Question,
  withOnly,
} from "./query.ts";
import { SaveSearch } from "./SaveSearch.tsx";
import { Tags } from "./Tags.tsx";
import { cases } from "./texts.ts";
import "./finding.css";

/** Find: everything that is chosen stands in the address, so that it can be kept and sent. */
export function Component() {
  const { t } = useSpeech();
  const [params, setParams] = useSearchParams();
  const question = useMemo(() => asked(params), [params]);
  // The address as it is now, and not as it was when the page was drawn, so that two quick choices are
  // both kept.
  const change = (to: Change) => setParams(to(addressNow()), { preventScrollReset: true });
  return (
    <Page title={t(cases.title)}>
      <Typing params={params} onChange={(to) => setParams(to(addressNow()), { replace: true })} />
      <div className="finding">
        <Filters params={params} onChange={change} />
        <section aria-label={t(cases.title)}>
          <Tags params={params} onChange={change} />
          <Head params={params} question={question} onChange={change} />
          <Found
            key={JSON.stringify(question)}
            params={params}
            question={question}
            onChange={change}
          />
        </section>
      </div>
    </Page>
  );
}

interface ChangeProps {
  params: URLSearchParams;
  onChange: (change: Change) => void;
}

/** The search box. It asks when there is a pause. */
function Typing({ params, onChange }: ChangeProps) {
  const { t } = useSpeech();
  const [text, setText] = useTyped(params.get("q") ?? "", (typed) =>
    onChange((now) => withOnly(now, "q", typed)),
  );
  return (
    <search className="search-box">
      <form onSubmit={(event) => event.preventDefault()}>
        <label htmlFor="find">{t(cases.search)}</label>
        <p id="find-hint">{t(cases.searchHint)}</p>
        <div>
          <input
            id="find"
            className="form-input"
            type="search"
            autoComplete="off"
            maxLength={200}
            aria-describedby="find-hint"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
      </form>
    </search>
  );
}

const ORDER_NAMES = {
  traef: cases.sortRelevance,
  aendret: cases.sortChanged,
  titel: cases.sortTitle,
  organisation: cases.sortOrganisation,
  fase: cases.sortPhase,
  status: cases.sortStatus,
  timer: cases.sortHours,
  koersel: cases.sortSchedule,
  delt: cases.sortShared,
} as const;

function Head({ params, question, onChange }: ChangeProps & { question: Question }) {
  const { t } = useSpeech();
  const { viewer } = useSession();
  const [{ data }] = useQuery({ query: CasesDocument, variables: { ...question, after: null } });
  const count = data?.cases.totalCount;
  return (
    <>
      <div className="finding-head">
        <p role="status" className="finding-count">
          {count != null && t(cases.found, { count })}
        </p>
        {viewer && <SaveSearch question={question} />}
        <Views params={params} onChange={onChange} />
        <label className="finding-order">
          <span>{t(cases.sort)}</span>
          <select
            className="form-select"
            value={orderOf(params)}
            onChange={(event) =>
              onChange((now) =>
                withOnly(withOnly(now, "retning", ""), "sorter", event.target.value),
              )
            }
          >
            {(Object.keys(ORDERS) as OrderName[]).map((name) => (
              <option key={name} value={name}>
                {t(ORDER_NAMES[name])}
              </option>
            ))}
          </select>
        </label>
      </div>
      {!!count && <Meant question={question} />}
    </>
  );
}

function Views({ params, onChange }: ChangeProps) {
  const { t } = useSpeech();
  const isTable = params.get("visning") === "tabel";
  return (
    <fieldset className="finding-view no-print">
      <legend className="sr-only">{t(cases.view)}</legend>
      <button
        type="button"
        aria-pressed={!isTable}
        onClick={() => onChange((now) => withOnly(now, "visning", ""))}
      >
        {t(cases.cards)}
      </button>
      <button
        type="button"
        aria-pressed={isTable}
        onClick={() => onChange((now) => withOnly(now, "visning", "tabel"))}
      >
        {t(cases.table)}
      </button>
    </fieldset>
  );
}

function Found({ params, question, onChange }: ChangeProps & { question: Question }) {
  const { t } = useSpeech();
  const [chosen, setChosen] = useState<string[]>([]);
  const [{ data }] = useQuery({ query: CasesDocument, variables: { ...question, after: null } });
  if (data?.cases.totalCount === 0) return <Nothing question={question} />;
  return (
    <>
      {params.get("visning") === "tabel" ? (
        <CaseTable params={params} question={question} onChange={onChange} />
      ) : (
        <Comparing chosen={chosen} onChange={setChosen}>
          {(tools) => <CaseList asked={question} tools={tools} />}
        </Comparing>
      )}
      {data && (
        <Downloads
          label={t(cases.export)}
          files={(["xlsx", "csv", "json"] as const).map((form) => ({
            name: t(form === "xlsx" ? ui.excel : ui[form]),
            path: exportOf(question, form),
            file: `genvej-loesninger.${form}`,
          }))}
        />
      )}
    </>
  );
}
