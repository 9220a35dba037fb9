import { useState } from "react";
import { Link, useLocation } from "react-router";
import { bareId, shortAddress } from "../cases/address.ts";
import { graphql } from "../client/graphql.ts";
import { mayContribute, signInAddress, useSession } from "../client/session.tsx";
import { OutcomeFragment, useWrite } from "../client/write.ts";
import { AskDialog } from "../enquiries/AskDialog.tsx";
import { ReportDialog } from "../errors/ReportDialog.tsx";
import { errors } from "../errors/texts.ts";
import { InvitationAnswers, LeadAnswers } from "../owners/Answers.tsx";
import { owners } from "../owners/texts.ts";
import { ReuseDialog } from "../reuse/ReuseDialog.tsx";
import { useSpeech } from "../texts/language.tsx";
import { Alert } from "../ui/Alert.tsx";
import { useCopy } from "../ui/Copy.tsx";
import { Icon } from "../ui/Icon.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { useTold } from "../writes/told.ts";
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
interface Props {
  found: CaseData;
  refresh: () => void;
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
          <IconButton icon="share" kind="primary" onClick={() => setDialog("reuse")}>
            {t(oneCase.reuse)}
          </IconButton>
          <IconButton icon="chat" onClick={() => setDialog("ask")}>
            {t(oneCase.ask)}
          </IconButton>
          <IconButton icon="flag" onClick={() => setDialog("error")}>
            {t(errors.report)}
          </IconButton>
        </>
      )}
      {viewer && <OneselfButtons found={found} refresh={refresh} />}
      <Always id={found.id} />
      <Asked found={found} refresh={refresh} />
      {dialog === "reuse" && <ReuseDialog source={found} onClose={() => setDialog(null)} />}
      {dialog === "ask" && <AskDialog about={found} onClose={() => setDialog(null)} />}
      {dialog === "error" && <ReportDialog found={found} onClose={() => setDialog(null)} />}
    </div>
  );
}

function OneselfButtons({ found, refresh }: Props) {
  const { t } = useSpeech();
  const tell = useTold();
  const told: typeof tell = (written, words) => {
    const done = tell(written, words);
    if (done) refresh();
    return done;
  };
  const follow = useWrite(found.followed ? UnfollowDocument : FollowDocument);
  const bookmark = useWrite(found.bookmarked ? UnbookmarkDocument : BookmarkDocument);
  const confirm = useWrite(ConfirmDocument);
  const input = { caseId: found.id };
  return (
    <>
      <IconButton
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
      </IconButton>
      <IconButton
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
      </IconButton>
      {found.internal?.canEdit && found.reviewOn && (
        <IconButton
          icon="check"
          disabled={confirm.busy}
          onClick={async () => told(await confirm.write(input), oneCase.confirmed)}
        >
          {t(oneCase.confirm)}
        </IconButton>
      )}
    </>
  );
}

function Always({ id }: { id: string }) {
  const { t } = useSpeech();
  const copy = useCopy();
  return (
    <>
      <IconButton icon="print" onClick={() => window.print()}>
        {t(oneCase.print)}
      </IconButton>
      <IconButton
        icon="link"
        onClick={() => {
          const link = shortAddress(id);
          return copy(link, t(oneCase.copied), t(oneCase.copyFailed, { link }));
        }}
      >
        {t(oneCase.copyLink)}
      </IconButton>
    </>
  );
}

/** What one's organisation is asked about the case. */
function Asked({ found, refresh }: Props) {
  const { t } = useSpeech();
  const lead = found.lead.name;
  return (
    <>
      {found.invited && (
        <Alert tone="info" heading={t(owners.askedToOwn, { lead })}>
          <InvitationAnswers caseId={found.id} refresh={refresh} />
        </Alert>
      )}
      {found.internal?.leadOfferedTo && found.internal.canAnswerLeadOffer && (
        <Alert tone="info" heading={t(owners.askedToLead, { lead })}>
          <LeadAnswers caseId={found.id} refresh={refresh} />
        </Alert>
      )}
    </>
  );
}
