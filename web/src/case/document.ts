import { AttachmentsFragment } from "../attachments/document.ts";
import { graphql, type ResultOf } from "../client/graphql.ts";
import { GainFragment } from "../gains/document.ts";
import { OwnersFragment } from "../owners/document.ts";
import { RunsFragment } from "../runs/document.ts";

/** The sections that everybody who may read the case sees. */
const SectionsFragment = graphql(`
  fragment Sections on Case {
    basics {
      title
      summary
      kind
      keywords
      subjectAreas
      kle
      form
      kla
      klId
      sepMep
      legalBasis
      targetGroup
      affectsCitizens
      affectsCompanies
      period {
        from
        to
      }
      nominators
      origin
    }
    story {
      challenge
      solution
      keyElements
      ideas
      systemsToday
      preconditions {
        kind
        text
      }
      partners
    }
    workload {
      occurrencesPerYear
      secondsPerOccurrence
      employees
      automationDegreePercent
      developmentHours
      comment
      manualHoursPerYear
      expectedHoursPerYear
    }
    suitability {
      professionalJudgement
      frequentChange
      structuredInformation
      variation
      digitalInformation
      raisesQuality
      fasterService
      freesRoutineTime
      automatable
      score
      answered
    }
    implementation {
      technologies
      systems
      vendor
      schedule
      technicalNotes
      organisationalNotes
    }
    operation {
      description
      operatedBy
      inOperationSince
      decommissionedOn
      legalBasisVerifiedOn
      rating
      ratingComment
    }
    value {
      claimed
      politicalGoals
      quality
      efficiency
      democracy
      innovationCapacity
      citizenSatisfaction
      employeeSatisfaction
    }
    spread {
      cooperation
      evaluation
      spreading
      toAdapt
      reuseTips
      knownReusers
    }
    resources {
      costs {
        kind
        amount
        unit
        qualifier
        period
        paidBy
        statement
      }
      comment
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
`);

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
