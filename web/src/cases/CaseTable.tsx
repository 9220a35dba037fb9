import { useState } from "react";
import { Link } from "react-router";
import { useQuery } from "urql";
import { graphql } from "../client/graphql.ts";
import { useSpeech } from "../texts/language.tsx";
import { Failed } from "../ui/Failed.tsx";
import { CheckGroup } from "../ui/fields.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Scrolls } from "../ui/Scrolls.tsx";
import { caseAddress } from "./address.ts";
import { COLUMNS, type Column, columnsOf, TableRowFragment } from "./columns.ts";
import {
  type Change,
  directionOf,
  type OrderName,
  orderOf,
  type Question,
  USUAL,
  withOnly,
} from "./query.ts";
import { cases } from "./texts.ts";

const TableDocument = graphql(
  `
    query CaseTable($search: String, $filter: CaseFilter, $sort: CaseOrder, $after: String) {
      cases(search: $search, filter: $filter, sort: $sort, first: 50, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...TableRow
        }
      }
    }
  `,
  [TableRowFragment],
);

interface Props {
  params: URLSearchParams;
  question: Question;
  onChange: (change: Change) => void;
}

/** The list as a table: columns that one chooses, and headings that sort. */
export function CaseTable({ params, question, onChange }: Props) {
  const { t } = useSpeech();
  const [cursors, setCursors] = useState<string[]>([]);
  const columns = columnsOf(params);
  return (
    <>
      <details className="finding-columns no-print">
        <summary>{t(cases.columns)}</summary>
        <CheckGroup
          legend={t(cases.columns)}
          options={COLUMNS.map((one) => ({ value: one.name, name: t(one.label) }))}
          values={columns.map((one) => one.name)}
          onChange={(names) =>
            onChange((now) => withOnly(now, "kolonner", names.join(",") || "ingen"))
          }
        />
      </details>
      <Scrolls label={t(cases.table)}>
        <table className="table table--compact">
          <Heads params={params} columns={columns} onChange={onChange} />
          {[null, ...cursors].map((after, at) => (
            <Rows
              key={after ?? "first"}
              question={question}
              after={after}
              columns={columns}
              onMore={at === cursors.length ? (next) => setCursors([...cursors, next]) : undefined}
            />
          ))}
        </table>
      </Scrolls>
    </>
  );
}

interface HeadsProps {
  params: URLSearchParams;
  columns: readonly Column[];
  onChange: (change: Change) => void;
}

function Heads({ params, columns, onChange }: HeadsProps) {
  const { t } = useSpeech();
  const order = orderOf(params);
  const isUp = (directionOf(params) ?? USUAL[order]) === "ASCENDING";
  const all = [{ name: "titel", label: cases.caseTitle, order: "titel" as OrderName }, ...columns];
  const sort = (by: OrderName) => {
    const turns = by === order;
    const way = turns ? (isUp ? "ned" : "op") : "";
    onChange((now) => withOnly(withOnly(now, "sorter", by), "retning", way));
  };
  return (
    <thead>
      <tr>
        {all.map((column) => {
          const by = column.order;
          const isSorted = by !== undefined && by === order;
          const isFigure = "isFigure" in column && column.isFigure;
          return (
            <th
              key={column.name}
              scope="col"
              className={isFigure ? "figure" : undefined}
              aria-sort={isSorted ? (isUp ? "ascending" : "descending") : undefined}
            >
              {by ? (
                <button type="button" className="finding-sort" onClick={() => sort(by)}>
                  <span aria-hidden="true">{t(column.label)}</span>
                  <span className="sr-only">{t(cases.sorted, { column: t(column.label) })}</span>
                  <span aria-hidden="true">{isSorted ? (isUp ? " ▲" : " ▼") : ""}</span>
                </button>
              ) : (
                t(column.label)
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

interface RowsProps {
  question: Question;
  after: string | null;
  columns: readonly Column[];
  onMore: ((cursor: string) => void) | undefined;
}

function Rows({ question, after, columns, onMore }: RowsProps) {
  const { t, f, l } = useSpeech();
  const [{ data, error, fetching }, again] = useQuery({
    query: TableDocument,
    variables: { ...question, after },
  });
  const cursor = data?.cases.pageInfo.hasNextPage ? data.cases.pageInfo.endCursor : null;
  return (
    <tbody>
      {!data && (
        <tr>
          <td colSpan={columns.length + 1}>
            {error && !fetching ? (
              <Failed error={error} retry={() => again({ requestPolicy: "network-only" })} />
            ) : (
              <Loading lines={6} />
            )}
          </td>
        </tr>
      )}
      {data?.cases.nodes.map((row) => (
        <tr key={row.id}>
          <th scope="row">
            <Link to={caseAddress(row.id)}>{row.basics.title}</Link>
          </th>
          {columns.map((column) => (
            <td key={column.name} className={column.isFigure ? "figure" : undefined}>
              {column.of(row, l, f)}
            </td>
          ))}
        </tr>
      ))}
      {cursor && onMore && (
        <tr>
          <td colSpan={columns.length + 1}>
            <button
              type="button"
              className="button button-secondary"
              onClick={() => onMore(cursor)}
            >
              <Icon name="plus" />
              {t(cases.more)}
            </button>
          </td>
        </tr>
      )}
    </tbody>
  );
}
