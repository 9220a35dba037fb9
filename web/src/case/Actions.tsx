import { useState } from "react";
import { Link, useLocation } from "react-router";
import { bareId } from "../cases/address.ts";
import { graphql } from "../client/graphql.ts";
import { mayContribute, signInAddress, useSession } from "../client/session.tsx";
import { OutcomeFragment, useWrite, type Written } from "../client/write.ts";
import { AskDialog } from "../enquiries/AskDialog.tsx";
import { ReportDialog } from "../errors/ReportDialog.tsx";
import { errors } from "../errors/texts.ts";
import { ReuseDialog } from "../reuse/ReuseDialog.tsx";
import { useSpeech } from "../texts/language.tsx";
import type { Text } from "../texts/texts.ts";
import { Alert } from "../ui/Alert.tsx";
import { wordsOf } from "../ui/Failed.tsx";
import { Icon } from "../ui/Icon.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";
import type { CaseData } from "./document.ts";
import { oneCase } from "./texts.ts";

const FollowDocument = graphql(
  `mutation Follow($input: FollowInput!) { followCase(input: $input) { ...Outcome case { id followed } } }`,
  [OutcomeFragment],
);
const UnfollowDocument = graphql(
  `mutation Unfollow($input: FollowInput!) { unfollowCase(input: $input) { ...Outcome case { id followed } } }`,
  [OutcomeFragment],
);
const BookmarkDocument = graphql(
  `mutation Bookmark($input: FollowInput!) { bookmarkCase(input: $input) { ...Outcome case { id bookmarked } } }`,
  [OutcomeFragment],
);
const UnbookmarkDocument = graphql(
  `mutation Unbookmark($input: FollowInput!) { removeBookmark(input: $input) { ...Outcome case { id bookmarked } } }`,
  [OutcomeFragment],
);
const ConfirmDocument = graphql(
  `mutation Confirm($input: FreshnessInput!) { confirmCaseCurrent(input: $input) { ...Outcome case { id } } }`,
  [OutcomeFragment],
);
const AcceptDocument = graphql(
  `mutation Accept($input: OwnershipInput!) { acceptInvitation(input: $input) { ...Outcome case { id } } }`,
  [OutcomeFragment],
);
const DeclineDocument = graphql(
  `mutation Decline($input: OwnershipInput!) { declineInvitation(input: $input) { ...Outcome case { id } } }`,
  [OutcomeFragment],
);

interface Props {
  found: CaseData;
  refresh: () => void;
}

/** Tells how a write went, and asks for the case again when it was done. */
function useTold(refresh: () => void) {
  const { t } = useSpeech();
  const tell = useTell();
  return ({ done, refusal, error }: Written, words: Text) => {
    if (done) {
      tell("success", t(words));
      refresh();
    } else {
      const why = error ? wordsOf(error, t(ui.offline)) : refusal?.message;
      tell("error", why ?? t(ui.failed));
    }
  };
}

/** What can be done with a case, by whom it may be done. */
export function Actions({ found, refresh }: Props) {
  const { t } = useSpeech();
  const { viewer } = useSession();
  const { pathname } = useLocation();
  const [dialog, setDialog] = useState<"reuse" | "ask" | "error" | null>(null);
  const owns = found.internal !== null;
  return (
    <div className="row-of-buttons case-actions no-print">
      {!viewer && (
        <a className="button button-primary" href={signInAddress(pathname)}>
          {t(oneCase.signInToAct)}
        </a>
      )}
      {found.internal?.canEdit && (
        <Link className="button button-primary" to={`/loesninger/${bareId(found.id)}/rediger`}>
          <Icon name="edit" />
          {t(oneCase.edit)}
        </Link>
      )}
      {mayContribute(viewer) && !owns && (
        <>
          <Button icon="share" kind="primary" onClick={() => setDialog("reuse")}>
            {t(oneCase.reuse)}
          </Button>
          <Button icon="chat" onClick={() => setDialog("ask")}>
            {t(oneCase.ask)}
          </Button>
          <Button icon="flag" onClick={() => setDialog("error")}>
            {t(errors.report)}
          </Button>
        </>
      )}
      {viewer && <OneselfButtons found={found} refresh={refresh} />}
      <Always />
      {found.invited && <Invitation found={found} refresh={refresh} />}
      {dialog === "reuse" && <ReuseDialog source={found} onClose={() => setDialog(null)} />}
      {dialog === "ask" && <AskDialog about={found} onClose={() => setDialog(null)} />}
      {dialog === "error" && <ReportDialog found={found} onClose={() => setDialog(null)} />}
    </div>
  );
}

interface ButtonProps {
  icon: string;
  kind?: "primary" | "secondary";
  pressed?: boolean;
  disabled?: boolean;
  onClick: () => void;
  children: string;
}

function Button({ icon, kind = "secondary", pressed, disabled, onClick, children }: ButtonProps) {
  return (
    <button
      type="button"
      className={`button button-${kind}`}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
      {children}
    </button>
  );
}

function OneselfButtons({ found, refresh }: Props) {
  const { t } = useSpeech();
  const told = useTold(refresh);
  const follow = useWrite(found.followed ? UnfollowDocument : FollowDocument);
  const bookmark = useWrite(found.bookmarked ? UnbookmarkDocument : BookmarkDocument);
  const confirm = useWrite(ConfirmDocument);
  const input = { caseId: found.id };
  return (
    <>
      <Button
        icon={found.followed ? "check" : "notifications"}
        pressed={found.followed ?? false}
        disabled={follow.busy}
        onClick={async () =>
          told(
            await follow.write(input),
            found.followed ? oneCase.unfollowedNow : oneCase.followedNow,
          )
        }
      >
        {t(found.followed ? oneCase.unfollow : oneCase.follow)}
      </Button>
      <Button
        icon="bookmark"
        pressed={found.bookmarked ?? false}
        disabled={bookmark.busy}
        onClick={async () =>
          told(
            await bookmark.write(input),
            found.bookmarked ? oneCase.unbookmarkedNow : oneCase.bookmarkedNow,
          )
        }
      >
        {t(found.bookmarked ? oneCase.unbookmark : oneCase.bookmark)}
      </Button>
      {found.internal?.canEdit && found.reviewOn && (
        <Button
          icon="check"
          disabled={confirm.busy}
          onClick={async () => told(await confirm.write(input), oneCase.confirmed)}
        >
          {t(oneCase.confirm)}
        </Button>
      )}
    </>
  );
}

function Always() {
  const { t } = useSpeech();
  const tell = useTell();
  return (
    <>
      <Button icon="print" onClick={() => window.print()}>
        {t(oneCase.print)}
      </Button>
      <Button
        icon="link"
        onClick={async () => {
          await navigator.clipboard?.writeText(window.location.href);
          tell("success", t(oneCase.copied));
        }}
      >
        {t(oneCase.copyLink)}
      </Button>
    </>
  );
}

function Invitation({ found, refresh }: Props) {
  const { t } = useSpeech();
  const told = useTold(refresh);
  const accept = useWrite(AcceptDocument);
  const decline = useWrite(DeclineDocument);
  const answer = async (write: typeof accept.write) =>
    told(await write({ caseId: found.id }), oneCase.answered);
  return (
    <Alert tone="info" heading={t(oneCase.invited, { lead: found.lead.name })}>
      <Button icon="check" kind="primary" onClick={() => answer(accept.write)}>
        {t(oneCase.accept)}
      </Button>
      <Button icon="close" onClick={() => answer(decline.write)}>
        {t(oneCase.decline)}
      </Button>
    </Alert>
  );
}
