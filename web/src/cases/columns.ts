import type { ResultOf } from "../client/graphql.ts";
import { graphql } from "../client/graphql.ts";
import type { Format } from "../texts/format.ts";
import type { Labels } from "../texts/labels.ts";
import type { Text } from "../texts/texts.ts";
import type { OrderName } from "./query.ts";
import { cases } from "./texts.ts";

/** What a case in a table is shown with. */
export const TableRowFragment = graphql(`
  fragment TableRow on Case {
    id
    phase
    status
    changedAt
    reuserCount
    lead {
      name
    }
    basics {
      title
      kind
      subjectAreas
      kle
    }
    workload {
      expectedHoursPerYear
      automationDegreePercent
    }
    implementation {
      technologies
      systems
      vendor
      schedule
    }
    operation {
      inOperationSince
    }
  }
`);

export type TableRow = ResultOf<typeof TableRowFragment>;

/** A column of the list. */
export interface Column {
  /** Its name in the address. */
  name: string;
  label: Text;
  of: (row: TableRow, l: Labels, f: Format) => string;
  /** The order that its heading sorts by. */
  order?: OrderName;
  isFigure?: true;
}

const listed = (values: readonly string[]) => values.join(", ");

/** The columns beside the title, in the order that they are shown in. */
export const COLUMNS: readonly Column[] = [
  {
    name: "organisation",
    label: cases.organisation,
    of: (row) => row.lead.name,
    order: "organisation",
  },
  { name: "fase", label: cases.phase, of: (row, l) => l.of("Phase", row.phase), order: "fase" },
  {
    name: "status",
    label: cases.status,
    of: (row, l) => l.of("Status", row.status),
    order: "status",
  },
  { name: "type", label: cases.kind, of: (row, l) => l.of("CaseKind", row.basics.kind) },
  {
    name: "omraade",
    label: cases.area,
    of: (row, l) => listed(row.basics.subjectAreas.map((area) => l.of("SubjectArea", area))),
  },
  { name: "kle", label: cases.kle, of: (row) => listed(row.basics.kle) },
  {
    name: "teknologi",
    label: cases.technology,
    of: (row) => listed(row.implementation.technologies),
  },
  { name: "system", label: cases.system, of: (row) => listed(row.implementation.systems) },
  { name: "leverandoer", label: cases.vendor, of: (row) => row.implementation.vendor ?? "" },
  {
    name: "koersel",
    label: cases.schedule,
    of: ({ implementation: { schedule } }, l) => (schedule ? l.of("Schedule", schedule) : ""),
    order: "koersel",
  },
  {
    name: "siden",
    label: cases.inOperation,
    of: ({ operation }, _, f) =>
      operation.inOperationSince ? f.date(operation.inOperationSince) : "",
  },
  {
    name: "grad",
    label: cases.degree,
    of: ({ workload: { automationDegreePercent: percent } }) =>
      percent === null ? "" : `${percent} %`,
    isFigure: true,
  },
  {
    name: "timer",
    label: cases.hours,
    of: ({ workload: { expectedHoursPerYear: hours } }, _, f) => (hours ? f.number(hours) : ""),
    order: "timer",
    isFigure: true,
  },
  {
    name: "genbrugere",
    label: cases.reuserCount,
    of: (row) => String(row.reuserCount),
    isFigure: true,
  },
  {
    name: "aendret",
    label: cases.changedColumn,
    of: (row, _, f) => f.date(row.changedAt),
    order: "aendret",
    isFigure: true,
  },
];

/** Columns that are shown until somebody chooses. */
const FIRST = ["organisation", "fase", "teknologi", "timer", "genbrugere", "aendret"];

/** The columns that an address names. */
export function columnsOf(params: URLSearchParams): Column[] {
  const named = params.get("kolonner")?.split(",") ?? FIRST;
  return COLUMNS.filter((column) => named.includes(column.name));
}
