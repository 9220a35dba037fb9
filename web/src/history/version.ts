import type { CaseData } from "../case/document.ts";
import { sectionFields } from "../case/sectionFields.ts";
import { graphql, type ResultOf } from "../client/graphql.ts";
import { GainFragment } from "../gains/document.ts";

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
  [...sectionFields, GainFragment],
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
