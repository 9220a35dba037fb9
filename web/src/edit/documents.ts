import type { TypedDocumentNode } from "urql";
import { graphql } from "../client/graphql.ts";
import { type Outcome, OutcomeFragment } from "../client/write.ts";
import type { EditedSection } from "./spec.ts";

/** What the form of any section sends: the section under its own name. */
export interface SectionInput {
  caseId: string;
  expectedRevision: number | null;
  [section: string]: unknown;
}

type SectionDocument = TypedDocumentNode<Record<string, Outcome>, { input: SectionInput }>;

const documents = {
  basics: graphql(
    `mutation ReviseBasics($input: ReviseBasicsInput!) { reviseBasics(input: $input) { ...Outcome case { id } } }`,
    [OutcomeFragment],
  ),
  story: graphql(
    `mutation DescribeStory($input: DescribeStoryInput!) { describeStory(input: $input) { ...Outcome case { id } } }`,
    [OutcomeFragment],
  ),
  workload: graphql(
    `mutation EstimateWorkload($input: EstimateWorkloadInput!) { estimateWorkload(input: $input) { ...Outcome case { id } } }`,
    [OutcomeFragment],
  ),
  suitability: graphql(
    `mutation AssessSuitability($input: AssessSuitabilityInput!) { assessSuitability(input: $input) { ...Outcome case { id } } }`,
    [OutcomeFragment],
  ),
  implementation: graphql(
    `mutation DescribeImplementation($input: DescribeImplementationInput!) { describeImplementation(input: $input) { ...Outcome case { id } } }`,
    [OutcomeFragment],
  ),
  operation: graphql(
    `mutation DescribeOperation($input: DescribeOperationInput!) { describeOperation(input: $input) { ...Outcome case { id } } }`,
    [OutcomeFragment],
  ),
  value: graphql(
    `mutation DescribeValue($input: DescribeValueInput!) { describeValue(input: $input) { ...Outcome case { id } } }`,
    [OutcomeFragment],
  ),
  spread: graphql(
    `mutation DescribeSpread($input: DescribeSpreadInput!) { describeSpread(input: $input) { ...Outcome case { id } } }`,
    [OutcomeFragment],
  ),
  resources: graphql(
    `mutation RecordResources($input: RecordResourcesInput!) { recordResources(input: $input) { ...Outcome case { id } } }`,
    [OutcomeFragment],
  ),
  contact: graphql(
    `mutation ReviseContact($input: ReviseContactInput!) { reviseContact(input: $input) { ...Outcome case { id } } }`,
    [OutcomeFragment],
  ),
  links: graphql(
    `mutation ReviseLinks($input: ReviseLinksInput!) { reviseLinks(input: $input) { ...Outcome case { id } } }`,
    [OutcomeFragment],
  ),
  internal: graphql(
    `mutation ReviseInternal($input: ReviseInternalNotesInput!) { reviseInternalNotes(input: $input) { ...Outcome case { id } } }`,
    [OutcomeFragment],
  ),
};

/** The mutation of a section. Each takes its section under its own name; the form is built alike. */
export function documentOf(section: EditedSection): SectionDocument {
  return documents[section] as unknown as SectionDocument;
}
