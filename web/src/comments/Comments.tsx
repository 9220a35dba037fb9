import { useState } from "react";
import { useClient, useQuery } from "urql";
import { mayContribute, useSession } from "../client/session.tsx";
import { useWrite } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Loading } from "../ui/Loading.tsx";
import { RichText } from "../ui/RichText.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";
import {
  type CommentData,
  type CommentPage,
  CommentsDocument,
  RemoveDocument,
} from "./document.ts";
import { comments } from "./texts.ts";
import { Writing } from "./Writing.tsx";
import "./comments.css";

interface Props {
  id: string;
  canEdit: boolean;
}

/** What is said about a case. */
export function Comments({ id, canEdit }: Props) {
  const { t } = useSpeech();
  const { viewer } = useSession();
  return (
    <section className="comments no-print" aria-labelledby="comments">
      <h2 id="comments">{t(comments.title)}</h2>
      {viewer ? (
        <Threads id={id} canEdit={canEdit} />
      ) : (
        <p className="muted">{t(comments.signedOut)}</p>
      )}
    </section>
  );
}

/** Pages of comments, one after the other, as one list of all that is there so far. */
function useComments(id: string) {
  const client = useClient();
  const [{ data, error, fetching }, again] = useQuery({
    query: CommentsDocument,
    variables: { id, after: null },
  });
  const [more, setMore] = useState<CommentPage[]>([]);
  const first = data?.case?.comments;
  const pages = first ? [first, ...more] : [];
  const { hasNextPage = false, endCursor: after = null } = pages.at(-1)?.pageInfo ?? {};
  const ask = async () => {
    const asked = await client.query(CommentsDocument, { id, after }).toPromise();
    const page = asked.data?.case?.comments;
    if (page) setMore([...more, page]);
  };
  const refresh = () => {
    setMore([]);
    again({ requestPolicy: "network-only" });
  };
  const all = pages.flatMap((page) => page.nodes);
  const rest = (first?.totalCount ?? 0) - all.length;
  return { all, data, error, fetching, refresh, ask, rest: hasNextPage ? rest : 0 };
}

function Threads({ id, canEdit }: Props) {
  const { t } = useSpeech();
  const { viewer } = useSession();
  const { all, data, error, fetching, refresh, ask, rest } = useComments(id);
  if (error && !data && !fetching) return <Failed error={error} retry={refresh} />;
  if (!data) return <Loading />;
  const there = new Set(all.map((one) => one.id));
  const roots = all.filter((one) => !one.inReplyTo || !there.has(one.inReplyTo));
  return (
    <>
      {all.length === 0 && <p className="muted">{t(comments.none)}</p>}
      <Thread caseId={id} canEdit={canEdit} all={all} these={roots} refresh={refresh} depth={0} />
      {rest > 0 && (
        <button type="button" className="button button-secondary" onClick={ask}>
          {t(comments.more, { count: rest })}
        </button>
      )}
      {mayContribute(viewer) && <Writing caseId={id} onDone={refresh} />}
    </>
  );
}

interface ThreadProps {
  caseId: string;
  canEdit: boolean;
  all: CommentData[];
  these: CommentData[];
  refresh: () => void;
  depth: number;
}

function Thread(props: ThreadProps) {
  const { all, these, depth } = props;
  if (these.length === 0) return null;
  return (
    <ul
      className={
        depth > 0 && depth < 3
          ? "thread thread--inner unstyled-list no-max-width"
          : "thread unstyled-list no-max-width"
      }
    >
      {these.map((one) => (
        <li key={one.id}>
          <One {...props} comment={one} />
          <Thread
            {...props}
            depth={depth + 1}
            these={all.filter((other) => other.inReplyTo === one.id)}
          />
        </li>
      ))}
    </ul>
  );
}

function One({ caseId, canEdit, comment, refresh }: ThreadProps & { comment: CommentData }) {
  const { t, f } = useSpeech();
  const { viewer } = useSession();
  const [doing, setDoing] = useState<"reply" | "edit" | null>(null);
  const who = comment.author?.name ?? comment.organisation.name;
  const own = viewer !== null && comment.author?.id === viewer.id;
  const done = () => {
    setDoing(null);
    refresh();
  };
  return (
    <article className="comment">
      <p className="comment-who">
        <strong>{who}</strong>
        {comment.author?.name && `, ${comment.organisation.name}`}
        <span className="muted">
          {" · "}
          <time dateTime={comment.postedAt}>{f.moment(comment.postedAt)}</time>
          {comment.editedAt && ` · ${t(comments.edited)}`}
        </span>
      </p>
      {doing === "edit" ? (
        <Writing caseId={caseId} editing={comment} onDone={done} onCancel={() => setDoing(null)} />
      ) : (
        <Words comment={comment} />
      )}
      {comment.mentions.length > 0 && (
        <p className="muted small">
          {t(comments.mentions, { names: comment.mentions.map((one) => one.name).join(", ") })}
        </p>
      )}
      {!comment.removed && doing === null && mayContribute(viewer) && (
        <div className="comment-tools">
          <button type="button" onClick={() => setDoing("reply")}>
            {t(comments.reply)}
            <span className="sr-only"> {who}</span>
          </button>
          {own && (
            <button type="button" onClick={() => setDoing("edit")}>
              {t(comments.edit)}
            </button>
          )}
          {(own || canEdit) && <Remove caseId={caseId} commentId={comment.id} onDone={refresh} />}
        </div>
      )}
      {doing === "reply" && (
        <Writing
          caseId={caseId}
          replyTo={{ id: comment.id, who }}
          onDone={done}
          onCancel={() => setDoing(null)}
        />
      )}
    </article>
  );
}

function Words({ comment }: { comment: CommentData }) {
  const { t } = useSpeech();
  if (comment.removed) return <p className="muted">{t(comments.removed)}</p>;
  return <RichText html={comment.html} />;
}

interface RemoveProps {
  caseId: string;
  commentId: string;
  onDone: () => void;
}

/** Asks once more before a comment is gone. */
function Remove({ caseId, commentId, onDone }: RemoveProps) {
  const { t } = useSpeech();
  const tell = useTell();
  const [sure, setSure] = useState(false);
  const { write } = useWrite(RemoveDocument);
  const remove = async () => {
    const { done, refusal } = await write({ caseId, commentId });
    tell(
      done ? "success" : "error",
      done ? t(comments.removed) : (refusal?.message ?? t(ui.failed)),
    );
    onDone();
  };
  return (
    <button type="button" onClick={() => (sure ? remove() : setSure(true))}>
      {t(sure ? comments.reallyRemove : comments.remove)}
    </button>
  );
}
