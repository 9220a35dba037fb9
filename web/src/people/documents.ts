import { graphql, type ResultOf } from "../client/graphql.ts";
import { RefusalFragment } from "../client/write.ts";

export const PersonFragment = graphql(`
  fragment PersonParts on AdministeredPerson {
    id
    name
    email
    active
    disabled
    locked
    keptOut
    lastSignInAt
    claimedRoles
    claimedDepartments {
      id
      name
    }
    claimedLimits {
      numbers
      departments {
        id
        name
      }
    }
    givenRoles {
      role
      subjects
      departments {
        id
        name
      }
      givenBy {
        id
        name
      }
      givenAt
    }
    groups {
      name
      roles
      department {
        id
        name
      }
    }
    importedDepartments {
      id
      name
    }
    provider {
      id
      label
    }
  }
`);

export const PeopleDocument = graphql(
  `
    query AdministeredPeople($filter: PeopleFilter!, $first: Int!, $after: String) {
      administration {
        people(filter: $filter, first: $first, after: $after) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            ...PersonParts
          }
        }
      }
    }
  `,
  [PersonFragment],
);

/** Somebody, with what the log says of who locked them out and when. */
export const PersonDocument = graphql(
  `
    query AdministeredPerson($id: ID!) {
      administration {
        roles
        people(filter: { id: $id }, first: 1) {
          nodes {
            ...PersonParts
          }
        }
        auditLog(filter: { person: $id, kinds: ["person_changed"] }, first: 20) {
          nodes {
            id
            detail
            at
            by {
              id
              name
            }
          }
        }
      }
    }
  `,
  [PersonFragment],
);

export const UnitsDocument = graphql(`
  query DepartmentTree {
    units {
      id
      name
      parent
    }
  }
`);

export const GiveRoleDocument = graphql(
  `mutation GiveRole($input: GiveRoleInput!) {
    giveRole(input: $input) { person { ...PersonParts } refusal { ...RefusalParts } }
  }`,
  [PersonFragment, RefusalFragment],
);

export const TakeRoleDocument = graphql(
  `mutation TakeRole($input: TakeRoleInput!) {
    takeRole(input: $input) { person { ...PersonParts } refusal { ...RefusalParts } }
  }`,
  [PersonFragment, RefusalFragment],
);

export const DisableDocument = graphql(
  `mutation DisablePerson($input: DisablePersonInput!) {
    disablePerson(input: $input) { person { ...PersonParts } refusal { ...RefusalParts } }
  }`,
  [PersonFragment, RefusalFragment],
);

export const EnableDocument = graphql(
  `mutation EnablePerson($input: EnablePersonInput!) {
    enablePerson(input: $input) { person { ...PersonParts } refusal { ...RefusalParts } }
  }`,
  [PersonFragment, RefusalFragment],
);

export const GroupsDocument = graphql(`
  query ProvisionedGroups {
    administration {
      roles
    }
    provisionedGroups {
      id
      name
      members
      roles
      unit
    }
    units {
      id
      name
      parent
    }
  }
`);

export const MapGroupDocument = graphql(
  `mutation MapGroup($input: MapProvisionedGroupInput!) {
    mapProvisionedGroup(input: $input) {
      group { id name members roles unit }
      refusal { ...RefusalParts }
    }
  }`,
  [RefusalFragment],
);

export type Person = ResultOf<typeof PersonFragment>;
export type Given = Person["givenRoles"][number];
export type Limit = Person["claimedLimits"][number];
export type Giving = Person["groups"][number];
export type Role = Person["claimedRoles"][number];
export type Group = NonNullable<ResultOf<typeof GroupsDocument>["provisionedGroups"]>[number];
export type Unit = ResultOf<typeof UnitsDocument>["units"][number];
type OfPerson = NonNullable<ResultOf<typeof PersonDocument>["administration"]>;
export type Change = OfPerson["auditLog"]["nodes"][number];
