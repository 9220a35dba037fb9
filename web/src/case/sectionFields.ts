import { graphql } from "../client/graphql.ts";

// The fields of each section, as a case and an earlier version of it are both shown. A field more is
// asked for here and nowhere else.

const BasicsFields = graphql(`
  fragment BasicsFields on Basics {
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
`);

const StoryFields = graphql(`
  fragment StoryFields on Story {
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
`);

const WorkloadFields = graphql(`
  fragment WorkloadFields on Workload {
    occurrencesPerYear
    secondsPerOccurrence
    employees
    automationDegreePercent
    developmentHours
    comment
    manualHoursPerYear
    expectedHoursPerYear
  }
`);

const SuitabilityFields = graphql(`
  fragment SuitabilityFields on Suitability {
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
`);

const ImplementationFields = graphql(`
  fragment ImplementationFields on Implementation {
    technologies
    systems
    vendor
    schedule
    technicalNotes
    organisationalNotes
  }
`);

const OperationFields = graphql(`
  fragment OperationFields on Operation {
    description
    operatedBy
    inOperationSince
    decommissionedOn
    legalBasisVerifiedOn
    rating
    ratingComment
  }
`);

const ValueFields = graphql(`
  fragment ValueFields on Value {
    claimed
    politicalGoals
    quality
    efficiency
    democracy
    innovationCapacity
    citizenSatisfaction
    employeeSatisfaction
  }
`);

const SpreadFields = graphql(`
  fragment SpreadFields on Spread {
    cooperation
    evaluation
    spreading
    toAdapt
    reuseTips
    knownReusers
  }
`);

const ResourcesFields = graphql(`
  fragment ResourcesFields on Resources {
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
`);

/** To be given to a document that spreads `...BasicsFields` and its like. */
export const sectionFields = [
  BasicsFields,
  StoryFields,
  WorkloadFields,
  SuitabilityFields,
  ImplementationFields,
  OperationFields,
  ValueFields,
  SpreadFields,
  ResourcesFields,
] as const;
