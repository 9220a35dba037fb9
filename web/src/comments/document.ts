import { graphql, type ResultOf } from "../client/graphql.ts";
import { OutcomeFragment } from "../client/write.ts";

export const CommentsDocument = graphql(`
  query Comments($id: ID!, $after: String) {
    case(id: $id) {
      id
      comments(first: 50, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          id
          inReplyTo
          text
          html
          postedAt
          editedAt
          removed
          organisation {
            name
          }
          author {
            id
            name
          }
          mentions {
            id
            name
          }
        }
      }
    }
  }
`);

type Found = NonNullable<ResultOf<typeof CommentsDocument>["case"]>;
export type CommentPage = NonNullable<Found["comments"]>;
export type CommentData = CommentPage["nodes"][number];

export const PostDocument = graphql(
  `mutation PostComment($input: PostCommentInput!) { postComment(input: $input) { ...Outcome case { id commentCount } } }`,
  [OutcomeFragment],
);

export const EditDocument = graphql(
  `mutation EditComment($input: EditCommentInput!) { editComment(input: $input) { ...Outcome case { id } } }`,
  [OutcomeFragment],
);

export const RemoveDocument = graphql(
  `mutation RemoveComment($input: RemoveCommentInput!) { removeComment(input: $input) { ...Outcome case { id } } }`,
  [OutcomeFragment],
);
