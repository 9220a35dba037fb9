import { useState } from "react";
import { Link } from "react-router";
import { useQuery } from "urql";
import { SignInNeeded } from "../app/SignInNeeded.tsx";
import { CHOICES } from "../cases/facets.ts";
import { addressOf, asked, canAlert, SWITCHES } from "../cases/query.ts";
import { FollowSearchDocument } from "../cases/SaveSearch.tsx";
import { cases } from "../cases/texts.ts";
import { graphql, type ResultOf } from "../client/graphql.ts";
import { useSession } from "../client/session.tsx";
import { OutcomeFragment, useWrite, type Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Failed } from "../ui/Failed.tsx";
import { TextField } from "../ui/fields.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { Refused } from "../ui/Refused.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";
import { searches } from "./texts.ts";
import "./searches.css";

const SearchesDocument = graphql(`
  query Searches {
    personal {
      searches {
        id
        name
        text
        filter
        followed
      }
    }
  }
`);

const UnfollowDocument = graphql(
  `mutation UnfollowSearch($input: FollowSearchInput!) { unfollowSearch(input: $input) { ...Outcome } }`,
  [OutcomeFragment],
);
const RenameDocument = graphql(
  `mutation RenameSearch($input: RenameSearchInput!) { renameSearch(input: $input) { ...Outcome } }`,
  [OutcomeFragment],
);
const DeleteDocument = graphql(
  `mutation RemoveSearch($input: DeleteSearchInput!) { deleteSearch(input: $input) { ...Outcome } }`,
  [OutcomeFragment],
);

type Search = NonNullable<ResultOf<typeof SearchesDocument>["personal"]>["searches"][number];

/** Searches that one has saved: open, be told of new ones, rename, delete. */
export function Component() {
  const { t } = useSpeech();
  const { viewer, known } = useSession();
  const [{ data, error, fetching }, again] = useQuery({ query: SearchesDocument, pause: !viewer });
  const refresh = () => again({ requestPolicy: "network-only" });
  if (known && !viewer) return <SignInNeeded />;
  const all = data?.personal?.searches;
  return (
    <Page title={t(searches.title)} lead={t(searches.lead)}>
      {error && !data && !fetching && <Failed error={error} retry={refresh} />}
      {!data && !error && <Loading lines={6} />}
      {all?.length === 0 && (
        <Empty heading={t(searches.none)}>
          <p>{t(searches.noneWhy)}</p>
          <Link className="button button-primary" to="/loesninger">
            {t(searches.find)}
          </Link>
        </Empty>
      )}
      <ul className="searches unstyled-list no-max-width">
        {all?.map((search) => (
          <One key={search.id} search={search} refresh={refresh} />
        ))}
      </ul>
    </Page>
  );
}

interface OneProps {
  search: Search;
  refresh: () => void;
}

function One({ search, refresh }: OneProps) {
  const { t } = useSpeech();
  const tell = useTell();
  const [dialog, setDialog] = useState<"rename" | "remove" | null>(null);
  const follow = useWrite(FollowSearchDocument);
  const unfollow = useWrite(UnfollowDocument);
  const { name } = search;
  const possible = canAlert(asked(new URLSearchParams(addressOf(search))).filter);
  // Shown at once, and taken back when the server says otherwise.
  const [followed, setFollowed] = useState(search.followed);
  const turn = async () => {
    setFollowed(!search.followed);
    const { write } = search.followed ? unfollow : follow;
    const { done, refusal } = await write({ searchId: search.id });
    const words = t(search.followed ? searches.alertsOff : searches.alertsOn, { name });
    tell(done ? "success" : "error", done ? words : (refusal?.message ?? t(ui.failed)));
    if (!done) setFollowed(search.followed);
    refresh();
  };
  return (
    <li>
      <h2>
        <Link to={`/loesninger?${addressOf(search)}`}>{name}</Link>
      </h2>
      <Criteria search={search} />
      <div className="row-of-buttons">
        <div className="form-group-checkbox">
          <input
            id={`alert-${search.id}`}
            type="checkbox"
            className="form-checkbox checkbox-small"
            checked={followed}
            disabled={follow.busy || unfollow.busy || (!possible && !search.followed)}
            onChange={turn}
          />
          <label className="form-label" htmlFor={`alert-${search.id}`}>
            <span aria-hidden="true">{t(possible ? searches.alerts : cases.alertNot)}</span>
            <span className="sr-only">
              {t(possible ? searches.alertOf : cases.alertNot, { name })}
            </span>
          </label>
        </div>
        <button type="button" className="text-button" onClick={() => setDialog("rename")}>
          <span aria-hidden="true">{t(searches.renameShort)}</span>
          <span className="sr-only">{t(searches.rename, { name })}</span>
        </button>
        <button type="button" className="text-button" onClick={() => setDialog("remove")}>
          <span aria-hidden="true">{t(searches.removeShort)}</span>
          <span className="sr-only">{t(searches.remove, { name })}</span>
        </button>
      </div>
      {dialog && (
        <Change
          search={search}
          kind={dialog}
          onClose={() => setDialog(null)}
          onDone={() => {
            setDialog(null);
            refresh();
          }}
        />
      )}
    </li>
  );
}

/** What it searches for, in words. */
function Criteria({ search }: { search: Search }) {
  const { t, l } = useSpeech();
  const params = new URLSearchParams(addressOf(search));
  const words = [
    ...(search.text ? [t(searches.text, { text: search.text })] : []),
    ...SWITCHES.filter(({ param }) => params.has(param)).map(({ name }) => t(name)),
    ...CHOICES.flatMap(({ param, kind, name }) => {
      const values = params.getAll(param).map((value) => (kind ? l.of(kind, value) : value));
      return values.length > 0 ? [`${t(name)}: ${values.join(", ")}`] : [];
    }),
  ];
  const isAll = words.length === 0 && Object.keys(asked(params).filter ?? {}).length === 0;
  return (
    <ul className="chips unstyled-list no-max-width">
      {(isAll ? [t(searches.all)] : words).map((one) => (
        <li key={one} className="chip chip--plain">
          {one}
        </li>
      ))}
    </ul>
  );
}

interface ChangeProps {
  search: Search;
  kind: "rename" | "remove";
  onClose: () => void;
  onDone: () => void;
}

function Change({ search, kind, onClose, onDone }: ChangeProps) {
  const { t } = useSpeech();
  const tell = useTell();
  const [name, setName] = useState(search.name);
  const [written, setWritten] = useState<Written | null>(null);
  const rename = useWrite(RenameDocument);
  const remove = useWrite(DeleteDocument);
  const isRename = kind === "rename";
  const send = async () => {
    const searchId = search.id;
    const result = isRename
      ? await rename.write({ searchId, name })
      : await remove.write({ searchId });
    setWritten(result);
    if (!result.done) return;
    tell("success", t(isRename ? searches.renamed : searches.removed));
    onDone();
  };
  const title = isRename ? t(searches.rename, { name: search.name }) : t(searches.removeAsk);
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Refused refusal={written?.refusal} error={written?.error} />
        {isRename ? (
          <TextField
            label={t(searches.newName)}
            required
            most={120}
            value={name}
            onChange={setName}
          />
        ) : (
          <p>{t(searches.removeWhy)}</p>
        )}
        <div className="row-of-buttons">
          <button
            type="submit"
            className="button button-primary"
            disabled={rename.busy || remove.busy}
          >
            {t(isRename ? ui.save : searches.removeShort)}
          </button>
          <button type="button" className="button button-secondary" onClick={onClose}>
            {t(ui.cancel)}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
