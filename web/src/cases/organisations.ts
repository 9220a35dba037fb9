import { graphql } from "../client/graphql.ts";

/** All organisations, to name and to choose. */
export const OrganisationsDocument = graphql(`
  query Organisations {
    organisations {
      id
      cvr
      name
    }
  }
`);
