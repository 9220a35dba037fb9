import { graphql, type ResultOf } from "../client/graphql.ts";
import { OutcomeFragment } from "../client/write.ts";

/** The files beside a case, as far as the reader has them. */
export const AttachmentsFragment = graphql(`
  fragment Attachments on Case {
    attachments {
      id
      fileName
      mediaType
      size
      sharedAt
      url
    }
    internal {
      attachments {
        id
        fileName
        mediaType
        size
        addedAt
        shared
        url
      }
    }
  }
`);

type Found = ResultOf<typeof AttachmentsFragment>;
export type SharedFile = Found["attachments"][number];
export type OwnFile = NonNullable<Found["internal"]>["attachments"][number];

export const SharingDocument = graphql(
  `mutation ChangeAttachmentSharing($input: ChangeAttachmentSharingInput!) {
    changeAttachmentSharing(input: $input) { ...Outcome case { id } }
  }`,
  [OutcomeFragment],
);

export const RemoveDocument = graphql(
  `mutation RemoveAttachment($input: RemoveAttachmentInput!) {
    removeAttachment(input: $input) { ...Outcome case { id } }
  }`,
  [OutcomeFragment],
);
