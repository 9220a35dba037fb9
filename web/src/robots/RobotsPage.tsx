import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { useQuery } from "urql";
import { SignInNeeded } from "../app/SignInNeeded.tsx";
import { caseAddress } from "../cases/address.ts";
import { graphql } from "../client/graphql.ts";
import { useSession } from "../client/session.tsx";
import { useSpeech } from "../texts/language.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Failed } from "../ui/Failed.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { Scrolls } from "../ui/Scrolls.tsx";
import { StateChip } from "../ui/State.tsx";
import { stateOf, worksIn } from "../ui/state.ts";
import { ConfirmDialog } from "../writes/ConfirmDialog.tsx";
import { MakeDialog } from "./MakeDialog.tsx";
import { RotateDialog } from "./RotateDialog.tsx";
import { robots } from "./texts.ts";
import { type Token, TokensDocument, useRevoke } from "./tokens.ts";

/** The tokens with which robots report their runs. */
export function Component() {
  const { t } = useSpeech();
  const { viewer, known } = useSession();
  const [params, setParams] = useSearchParams();
  const [{ data, error, fetching }, again] = useQuery({ query: TokensDocument, pause: !viewer });
  const refresh = () => again({ requestPolicy: "network-only" });
  const about = params.get("loesning");
  const [making, setMaking] = useState(about !== null);
  if (known && !viewer) return <SignInNeeded />;
  const tokens = data?.robotTokens ?? [];
  const close = () => {
    setMaking(false);
    if (about) setParams({});
    refresh();
  };
  return (
    <Page title={t(robots.title)} lead={t(robots.lead)}>
      {error && !data && !fetching && <Failed error={error} retry={refresh} />}
      {!data && !error && <Loading lines={6} />}
      {data && (
        <div className="row-of-buttons">
          <IconButton icon="plus" kind="primary" onClick={() => setMaking(true)}>
            {t(robots.make)}
          </IconButton>
        </div>
      )}
      {data && tokens.length === 0 && (
        <Empty heading={t(robots.none)}>
          <p>{t(robots.noneWhy)}</p>
        </Empty>
      )}
      {tokens.length > 0 && <Table tokens={tokens} refresh={refresh} />}
      {making && viewer && <MakeDialog viewer={viewer} about={about} onClose={close} />}
    </Page>
  );
}

interface TableProps {
  tokens: Token[];
  refresh: () => void;
}

function Table({ tokens, refresh }: TableProps) {
  const { t } = useSpeech();
  const [asked, setAsked] = useState<{ what: "rotate" | "revoke"; token: Token } | null>(null);
  const close = () => {
    setAsked(null);
    refresh();
  };
  return (
    <>
      <Scrolls label={t(robots.table)}>
        <table className="table">
          <thead>
            <tr>
              {(["name", "cases", "madeBy", "used", "ends", "state", "tools"] as const).map(
                (one) => (
                  <th key={one} scope="col">
                    {t(robots[one])}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {tokens.map((token) => (
              <Row key={token.id} token={token} onAsk={(what) => setAsked({ what, token })} />
            ))}
          </tbody>
        </table>
      </Scrolls>
      {asked?.what === "rotate" && <RotateDialog token={asked.token} onClose={close} />}
      {asked?.what === "revoke" && <RevokeDialog token={asked.token} onClose={close} />}
    </>
  );
}

interface RowProps {
  token: Token;
  onAsk: (what: "rotate" | "revoke") => void;
}

function Row({ token, onAsk }: RowProps) {
  const { t, f } = useSpeech();
  const state = stateOf(token);
  return (
    <tr>
      <th scope="row">
        {token.name}
        <span className="cell-note">{t(robots.begins, { prefix: token.prefix })}</span>
      </th>
      <td>{token.allCases ? t(robots.allShort) : <Cases ids={token.caseIds} />}</td>
      <td>
        {token.createdAt && f.date(token.createdAt)}
        {token.createdBy?.name && <span className="cell-note">{token.createdBy.name}</span>}
      </td>
      <td>{token.lastUsedAt ? f.moment(token.lastUsedAt) : t(robots.never)}</td>
      <td>{token.expiresAt && f.date(token.expiresAt)}</td>
      <td>
        <StateChip state={state} />
      </td>
      <td>
        {worksIn(state) && (
          <span className="cell-tools">
            {(["rotate", "revoke"] as const).map((what) => (
              <button key={what} type="button" className="text-button" onClick={() => onAsk(what)}>
                {t(robots[what])}
                <span className="sr-only"> {token.name}</span>
              </button>
            ))}
          </span>
        )}
      </td>
    </tr>
  );
}

const TitleDocument = graphql(`
  query CaseTitle($id: ID!) {
    case(id: $id) {
      id
      basics {
        title
      }
    }
  }
`);

/** The title of a case, which leads to it. */
function Titled({ id }: { id: string }) {
  const { t } = useSpeech();
  const [{ data, fetching }] = useQuery({
    query: TitleDocument,
    variables: { id },
    requestPolicy: "cache-first",
  });
  if (!data?.case) return fetching ? "…" : t(robots.unknown);
  return <Link to={caseAddress(id)}>{data.case.basics.title}</Link>;
}

function Cases({ ids }: { ids: readonly string[] }) {
  const { f } = useSpeech();
  const shown = ids.slice(0, 3);
  return (
    <>
      {shown.map((id) => (
        <span key={id} className="cell-line">
          <Titled id={id} />
        </span>
      ))}
      {ids.length > shown.length && `+ ${f.number(ids.length - shown.length)}`}
    </>
  );
}

function RevokeDialog({ token, onClose }: { token: Token; onClose: () => void }) {
  const { t } = useSpeech();
  const revoke = useRevoke();
  return (
    <ConfirmDialog
      title={t(robots.revokeTitle, { name: token.name })}
      act={t(robots.revoke)}
      done={t(robots.revokedNow)}
      run={() => revoke({ id: token.id })}
      onClose={onClose}
    >
      <p>{t(robots.revokeWhy)}</p>
    </ConfirmDialog>
  );
}
