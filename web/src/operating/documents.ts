import { graphql, type ResultOf, type VariablesOf } from "../client/graphql.ts";
import { RefusalFragment } from "../client/write.ts";

export const AllDocument = graphql(`
  query AllOrganisations {
    organisations {
      id
      cvr
      name
      kind
      region
      municipalityCode
      inhabitants
      validFrom
      validTo
      demoNumber
      members {
        cvr
      }
      successor {
        cvr
      }
    }
  }
`);

export type Told = ResultOf<typeof AllDocument>["organisations"][number];

export const SaveDocument = graphql(
  `mutation SaveOrganisation($input: SaveOrganisationInput!) {
    saveOrganisation(input: $input) { cvr refusal { ...RefusalParts } }
  }`,
  [RefusalFragment],
);

export type SaveInput = VariablesOf<typeof SaveDocument>["input"];

export const StateDocument = graphql(`
  query StateOfPlatform {
    statistics(by: [ORGANISATION]) {
      cells {
        values {
          key
        }
        figures {
          cases
        }
      }
    }
    publishedQuarters {
      quarter
    }
  }
`);
