import type { CaseData } from "../case/document.ts";
import { graphql, type ResultOf } from "../client/graphql.ts";
import { GainFragment } from "../gains/document.ts";

const FirstSections = graphql(`
  fragment FirstSections on CaseVersion {
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
  }
`);

const LastSections = graphql(`
  fragment LastSections on CaseVersion {
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
  }
`);

/** A case as it was, and what it is called now. */
export const VersionDocument = graphql(
  `
    query Version($id: ID!, $revision: Int, $asOf: DateTime) {
      case(id: $id) {
        id
        basics {
          title
        }
        internal {
          revision
          canEdit
        }
      }
      caseVersion(id: $id, revision: $revision, asOf: $asOf) {
        revision
        at
        phase
        status
        statusReason
        visibility
        ...FirstSections
        ...LastSections
        gains {
          ...Gain
        }
        people {
          person {
            id
            name
          }
          roles
        }
        notes {
          notes
          esdhReference
          departments
        }
      }
    }
  `,
  [FirstSections, LastSections, GainFragment],
);

export type VersionData = NonNullable<ResultOf<typeof VersionDocument>["caseVersion"]>;

/** What the rows of a record are made of; a version has no HTML of its texts. */
export type Recorded = Pick<
  CaseData,
  | "basics"
  | "story"
  | "workload"
  | "suitability"
  | "implementation"
  | "operation"
  | "value"
  | "spread"
  | "resources"
> &
  Partial<Pick<CaseData, "links" | "richTexts">> & {
    internal: { notes: NonNullable<CaseData["internal"]>["notes"] } | null;
  };

/** The end of a day here, as the server takes it; null for what is no day. */
export function endOf(day: string): string | null {
  const end = new Date(`${day}T23:59:59.999`);
  return /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(end.valueOf()) ? end.toISOString() : null;
}
