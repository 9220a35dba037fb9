import { graphql, type VariablesOf } from "../client/graphql.ts";
import type { Enumeration } from "../texts/enumerations.ts";
import type { Text } from "../texts/texts.ts";
import { cases } from "./texts.ts";

export const FacetsDocument = graphql(`
  query Facets($search: String, $filter: CaseFilter, $of: [CaseFacet!]) {
    cases(search: $search, filter: $filter, first: 1) {
      didYouMean
      facets(of: $of, first: 100) {
        facet
        values {
          value
          label
          count
          chosen
        }
      }
    }
  }
`);

export type FacetName = NonNullable<VariablesOf<typeof FacetsDocument>["of"]>[number];

/** A filter with values: its facet, its names in the address and in the schema, and what it is called. */
export interface Choice {
  facet: FacetName;
  param: string;
  key: string;
  name: Text;
  /** The enumeration that its values are of; names that people write otherwise. */
  kind?: Enumeration;
  /** For those signed in alone. */
  signedIn?: true;
}

/** Filters in the order that they are shown in. */
export const CHOICES: readonly Choice[] = [
  { facet: "PHASE", param: "fase", key: "phases", kind: "Phase", name: cases.phase },
  { facet: "KIND", param: "type", key: "kinds", kind: "CaseKind", name: cases.kind },
  {
    facet: "SUBJECT_AREA",
    param: "omraade",
    key: "subjectAreas",
    kind: "SubjectArea",
    name: cases.area,
  },
  { facet: "ORGANISATION", param: "org", key: "organisations", name: cases.organisation },
  {
    facet: "ORGANISATION_KIND",
    param: "slags",
    key: "organisationKinds",
    kind: "OrganisationKind",
    name: cases.organisationKind,
  },
  { facet: "REGION", param: "region", key: "regions", kind: "Region", name: cases.region },
  { facet: "TECHNOLOGY", param: "teknologi", key: "technologies", name: cases.technology },
  { facet: "SYSTEM", param: "system", key: "systems", name: cases.system },
  { facet: "VENDOR", param: "leverandoer", key: "vendors", name: cases.vendor },
  { facet: "KLE", param: "kle", key: "kle", name: cases.kle },
  { facet: "STATUS", param: "status", key: "statuses", kind: "Status", name: cases.status },
  {
    facet: "SCHEDULE",
    param: "koersel",
    key: "schedules",
    kind: "Schedule",
    name: cases.schedule,
  },
  {
    facet: "VISIBILITY",
    param: "synlighed",
    key: "visibilities",
    kind: "Visibility",
    name: cases.visibility,
    signedIn: true,
  },
];
