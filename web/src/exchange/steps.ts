import type { Client } from "urql";
import { graphql, type VariablesOf } from "../client/graphql.ts";
import { newId } from "../client/ids.ts";
import { type Outcome, OutcomeFragment } from "../client/write.ts";

const PhaseDocument = graphql(
  `mutation BulkPhase($input: ChangePhaseInput!) { changePhase(input: $input) { ...Outcome } }`,
  [OutcomeFragment],
);
const StatusDocument = graphql(
  `mutation BulkStatus($input: ChangeStatusInput!) { changeStatus(input: $input) { ...Outcome } }`,
  [OutcomeFragment],
);
const VisibilityDocument = graphql(
  `mutation BulkVisibility($input: ChangeVisibilityInput!) { changeVisibility(input: $input) { ...Outcome } }`,
  [OutcomeFragment],
);
const ConfirmDocument = graphql(
  `mutation BulkConfirm($input: FreshnessInput!) { confirmCaseCurrent(input: $input) { ...Outcome } }`,
  [OutcomeFragment],
);
const VerifyDocument = graphql(
  `mutation BulkVerify($input: FreshnessInput!) { verifyLegalBasis(input: $input) { ...Outcome } }`,
  [OutcomeFragment],
);

export type Phase = VariablesOf<typeof PhaseDocument>["input"]["phase"];
export type Status = VariablesOf<typeof StatusDocument>["input"]["status"];
export type Visibility = VariablesOf<typeof VisibilityDocument>["input"]["visibility"];

/** What is done to each case. */
export interface Change {
  kind: "phase" | "status" | "visibility" | "confirm" | "verify";
  phase: Phase;
  status: Status;
  reason: string;
  visibility: Visibility;
}

/** What became of one case: why it was not done, or nothing when it was. */
export interface Step {
  id: string;
  title: string;
  problem: string | null;
}

/** Statuses that need no reason. */
export function needsReason(status: Status): boolean {
  return status !== "NOT_ASSESSED" && status !== "IN_PROGRESS";
}

/** Does a change to one case, by the same command as its own page does. */
export async function carryOut(
  client: Client,
  change: Change,
  { id, title }: { id: string; title: string },
  offline: string,
): Promise<Step> {
  const own = { caseId: id, idempotencyKey: newId() };
  const run = () => {
    switch (change.kind) {
      case "phase":
        return client.mutation(PhaseDocument, { input: { ...own, phase: change.phase } });
      case "status": {
        const reason = needsReason(change.status) ? change.reason : null;
        return client.mutation(StatusDocument, {
          input: { ...own, status: change.status, reason },
        });
      }
      case "visibility":
        return client.mutation(VisibilityDocument, {
          input: { ...own, visibility: change.visibility, selected: null },
        });
      case "confirm":
        return client.mutation(ConfirmDocument, { input: own });
      case "verify":
        return client.mutation(VerifyDocument, { input: own });
    }
  };
  const { data, error } = await run().toPromise();
  if (error) return { id, title, problem: error.graphQLErrors[0]?.message ?? offline };
  const outcome = Object.values((data ?? {}) as Record<string, Outcome>)[0];
  return { id, title, problem: outcome ? wordsOf(outcome) : offline };
}

/** Why a write was refused, with the fields that it names; nothing when it was done. */
function wordsOf({ refusal }: Outcome): string | null {
  if (!refusal) return null;
  return [refusal.message, ...refusal.fields.map((field) => field.message)].join(" ");
}
