import { graphql, type ResultOf } from "../client/graphql.ts";

export const EntryFragment = graphql(`
  fragment EntryParts on AuditEntry {
    id
    at
    kind
    detail
    providerId
    person {
      id
      name
    }
    by {
      id
      name
    }
  }
`);

export const LogDocument = graphql(
  `
    query AuditLog($filter: AuditFilter!, $first: Int!, $after: String) {
      administration {
        auditLog(filter: $filter, first: $first, after: $after) {
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            ...EntryParts
          }
        }
      }
    }
  `,
  [EntryFragment],
);

export const InstallationLogDocument = graphql(
  `
    query InstallationLog($kinds: [String!]!, $first: Int!, $after: String) {
      installationLog(kinds: $kinds, first: $first, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...EntryParts
        }
      }
    }
  `,
  [EntryFragment],
);

/** The names of what entries are about. */
export const NamesDocument = graphql(`
  query LoggedNames {
    administration {
      identityProviders {
        id
        label
      }
    }
    provisionedGroups {
      id
      name
    }
    apiClients {
      id
      name
    }
    robotTokens {
      id
      name
    }
  }
`);

/** One person, or those whose name or e-mail has some letters in it. */
export const LoggedPeopleDocument = graphql(`
  query LoggedPeople($id: ID, $search: String) {
    administration {
      people(filter: { id: $id, search: $search }, first: 10) {
        nodes {
          id
          name
          email
        }
      }
    }
  }
`);

export type Entry = ResultOf<typeof EntryFragment>;
