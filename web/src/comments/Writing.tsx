import { useState } from "react";
import { newId } from "../client/ids.ts";
import { useWrite, type Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { useDraft } from "../ui/draft.ts";
import { TextField } from "../ui/fields.tsx";
import { Refused } from "../ui/Refused.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";
import { type CommentData, EditDocument, PostDocument } from "./document.ts";
import { type Mentioned, Mentions } from "./Mentions.tsx";
import { comments } from "./texts.ts";

interface Props {
  caseId: string;
  replyTo?: { id: string; who: string };
  editing?: CommentData;
  onDone: () => void;
  onCancel?: () => void;
}

/** The form for a new comment, an answer to one, or other words for one's own. */
export function Writing({ caseId, replyTo, editing, onDone, onCancel }: Props) {
  const { t } = useSpeech();
  const tell = useTell();
  const post = useWrite(PostDocument);
  const edit = useWrite(EditDocument);
  const [written, setWritten] = useState<Written | null>(null);
  const draft = useDraft(`comment.${editing?.id ?? replyTo?.id ?? caseId}`, {
    commentId: newId(),
    text: editing?.text ?? "",
    mentions: (editing?.mentions ?? []) as Mentioned[],
  });
  const { commentId, text } = draft.value;
  const mentions = draft.value.mentions.map((one) => one.id);
  const send = async () => {
    const result = editing
      ? await edit.write({ caseId, commentId: editing.id, text, mentions })
      : await post.write({ caseId, commentId, text, mentions, inReplyTo: replyTo?.id ?? null });
    setWritten(result);
    if (!result.done) return;
    draft.forget();
    draft.change({ commentId: newId(), text: "", mentions: [] });
    draft.forget();
    tell("success", t(comments.posted));
    onDone();
  };
  return (
    <form
      className="comment-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Refused refusal={written?.refusal} error={written?.error} />
      <TextField
        label={replyTo ? t(comments.replyTo, { who: replyTo.who }) : t(comments.write)}
        hint={replyTo || editing ? undefined : t(comments.writeHint)}
        lines={3}
        most={4000}
        value={text}
        onChange={(value) => draft.change({ text: value })}
      />
      {text.trim() && (
        <Mentions
          chosen={draft.value.mentions}
          onChange={(chosen) => draft.change({ mentions: chosen })}
        />
      )}
      <div className="row-of-buttons">
        <button
          type="submit"
          className="button button-primary"
          disabled={post.busy || edit.busy || !text.trim()}
        >
          {t(editing ? ui.save : comments.post)}
        </button>
        {onCancel && (
          <button type="button" className="button button-secondary" onClick={onCancel}>
            {t(ui.cancel)}
          </button>
        )}
      </div>
    </form>
  );
}
