import { graphql, type ResultOf, type VariablesOf } from "../client/graphql.ts";
import { OutcomeFragment } from "../client/write.ts";

const EntryFragment = graphql(`
  fragment Entry on CatalogueEntry {
    id
    name
    vendor
    aliases
    imported
    retired
    mergedInto
    organisation {
      cvr
      name
    }
  }
`);

export type Entry = ResultOf<typeof EntryFragment>;

/** All entries, retired and merged ones too. */
export const EntriesDocument = graphql(
  `
    query Entries($catalogue: Catalogue!, $after: String) {
      catalogueEntries(catalogue: $catalogue, first: 100, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...Entry
        }
      }
    }
  `,
  [EntryFragment],
);

export type Catalogue = VariablesOf<typeof EntriesDocument>["catalogue"];

/** Entries that are offered, by part of a name. */
export const OfferedDocument = graphql(
  `
    query Offered($search: String!, $technologies: Boolean!, $systems: Boolean!) {
      technologies(search: $search, first: 50) @include(if: $technologies) {
        nodes {
          ...Entry
        }
      }
      itSystems(search: $search, first: 50) @include(if: $systems) {
        nodes {
          ...Entry
        }
      }
    }
  `,
  [EntryFragment],
);

export const AddDocument = graphql(
  `mutation AddEntry($input: AddCatalogueEntryInput!) { addCatalogueEntry(input: $input) { ...Outcome } }`,
  [OutcomeFragment],
);
export const ReviseDocument = graphql(
  `mutation ReviseEntry($input: ReviseCatalogueEntryInput!) { reviseCatalogueEntry(input: $input) { ...Outcome } }`,
  [OutcomeFragment],
);
export const MergeDocument = graphql(
  `mutation MergeEntry($input: MergeCatalogueEntryInput!) { mergeCatalogueEntry(input: $input) { ...Outcome } }`,
  [OutcomeFragment],
);
export const RetireDocument = graphql(
  `mutation RetireEntry($input: CatalogueEntryInput!) { retireCatalogueEntry(input: $input) { ...Outcome } }`,
  [OutcomeFragment],
);
export const BringBackDocument = graphql(
  `mutation BringBackEntry($input: CatalogueEntryInput!) { bringBackCatalogueEntry(input: $input) { ...Outcome } }`,
  [OutcomeFragment],
);
