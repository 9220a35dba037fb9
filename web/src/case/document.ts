import { AttachmentsFragment } from "../attachments/document.ts";
import { graphql, type ResultOf } from "../client/graphql.ts";
import { GainFragment } from "../gains/document.ts";
import { OwnersFragment } from "../owners/document.ts";
import { RunsFragment } from "../runs/document.ts";
import { sectionFields } from "./sectionFields.ts";

/** The sections that everybody who may read the case sees. */
const SectionsFragment = graphql(
  `
  fragment Sections on Case {
    basics {
      ...BasicsFields
    }
    story {
      ...StoryFields
    }
    workload {
      ...WorkloadFields
    }
    suitability {
      ...SuitabilityFields
    }
    implementation {
      ...ImplementationFields
    }
    operation {
      ...OperationFields
    }
    value {
      ...ValueFields
    }
    spread {
      ...SpreadFields
    }
    resources {
      ...ResourcesFields
    }
    links {
      entries {
        kind
        url
        title
      }
    }
    contact {
      role
      mailbox
      telephone
    }
  }
`,
  [...sectionFields],
);

const InCollectionFragment = graphql(`
  fragment InCollection on Collection {
    id
    about {
      title
    }
    lead {
      name
    }
  }
`);

export const CaseDocument = graphql(
  `
    query Case($id: ID!) {
      case(id: $id) {
        id
        edition
        changedAt
        phase
        status
        statusReason
        reviewOn
        overdue
        lead {
          id
          cvr
          name
        }
        jointOwners {
          id
          name
        }
        ...Sections
        ...Attachments
        ...Owners
        ...Runs
        richTexts {
          field
          html
        }
        gains {
          ...Gain
        }
        visibility
        commentCount
        followed
        bookmarked
        invited
        reuserCount
        collections(first: 20) {
          nodes {
            ...InCollection
          }
        }
        askedForBy(first: 20) {
          nodes {
            ...InCollection
          }
        }
        reuses {
          id
          degree
          reason
          source {
            __typename
            ... on CaseSource {
              caseId
              edition
              case {
                id
                basics {
                  title
                }
                lead {
                  name
                }
              }
            }
            ... on ExternalSource {
              name
              url
            }
          }
        }
        internal {
          revision
          canEdit
          canChangeOwners
          completeness {
            percent
            missing
            sections
          }
          notesHtml
          openErrorReports
          errorReportDueOn
          errorReportOverdue
          legalBasisCheckOn
          legalBasisOverdue
          notes {
            notes
            esdhReference
            departments
          }
        }
      }
    }
  `,
  [
    SectionsFragment,
    GainFragment,
    AttachmentsFragment,
    OwnersFragment,
    RunsFragment,
    InCollectionFragment,
  ],
);

/** A case as its page has it. */
export type CaseData = NonNullable<ResultOf<typeof CaseDocument>["case"]>;
