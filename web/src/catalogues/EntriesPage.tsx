import { useState } from "react";
import { Link } from "react-router";
import { useQuery } from "urql";
import { hasRole, mayContribute, useSession } from "../client/session.tsx";
import { useSpeech } from "../texts/language.tsx";
import { useChoices } from "../ui/address.ts";
import { Empty } from "../ui/Empty.tsx";
import { Failed } from "../ui/Failed.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Scrolls } from "../ui/Scrolls.tsx";
import { SearchField } from "../ui/SearchField.tsx";
import { ui } from "../ui/texts.ts";
import { type Catalogue, EntriesDocument, type Entry } from "./documents.ts";
import { EntryDialog } from "./EntryDialog.tsx";
import { EntryTools } from "./EntryTools.tsx";
import { Frame } from "./Frame.tsx";
import { catalogues } from "./texts.ts";
import { useOffered } from "./useOffered.ts";

/** Names of technologies, or of IT systems: to find, and by those who may to keep in order. */
export function Entries({ catalogue }: { catalogue: Catalogue }) {
  return (
    <Frame>
      <All key={catalogue} catalogue={catalogue} />
    </Frame>
  );
}

function All({ catalogue }: { catalogue: Catalogue }) {
  const { t, l } = useSpeech();
  const { viewer } = useSession();
  const { params, put } = useChoices();
  const [after, setAfter] = useState<string | null>(null);
  const [adds, setAdds] = useState(false);
  const search = params.get("q") ?? "";
  const offered = useOffered(catalogue, search);
  const [{ data, error, fetching }, again] = useQuery({
    query: EntriesDocument,
    variables: { catalogue, after },
  });
  const refresh = () => again({ requestPolicy: "network-only" });
  const isEditor = hasRole(viewer, "CATALOGUE_EDITOR");
  const mayAdd = isEditor || (catalogue === "IT_SYSTEMS" && mayContribute(viewer));
  const all = data?.catalogueEntries;
  const shown = search.trim() ? offered.found : all?.nodes;
  const next = !search && all?.pageInfo.hasNextPage ? all.pageInfo.endCursor : null;
  return (
    <>
      <div className="catalogue-search">
        <SearchField
          label={t(catalogues.search)}
          value={search}
          onChange={(value) => put("q", value)}
        />
        {mayAdd && (
          <IconButton icon="plus" kind="primary" onClick={() => setAdds(true)}>
            {t(catalogues.addTo, { catalogue: l.of("Catalogue", catalogue) })}
          </IconButton>
        )}
      </div>
      {error && !all && !fetching && <Failed error={error} retry={refresh} />}
      {!shown && !error && <Loading lines={8} />}
      {shown?.length === 0 && search && <p role="status">{t(catalogues.nothing)}</p>}
      {shown?.length === 0 && !search && !after && (
        <Empty heading={t(catalogues.none)}>
          <p>{t(catalogues.noneWhy)}</p>
        </Empty>
      )}
      {shown && shown.length > 0 && (
        <Table
          catalogue={catalogue}
          entries={shown}
          known={all?.nodes ?? []}
          isEditor={isEditor}
          refresh={refresh}
        />
      )}
      {next && (
        <button type="button" className="button button-secondary" onClick={() => setAfter(next)}>
          {t(ui.next)}
        </button>
      )}
      {adds && (
        <EntryDialog
          catalogue={catalogue}
          entry={null}
          isEditor={isEditor}
          onClose={() => setAdds(false)}
          refresh={refresh}
        />
      )}
    </>
  );
}

interface TableProps {
  catalogue: Catalogue;
  entries: readonly Entry[];
  /** To name what an entry is merged with. */
  known: readonly Entry[];
  isEditor: boolean;
  refresh: () => void;
}

function Table({ catalogue, entries, known, isEditor, refresh }: TableProps) {
  const { t, l } = useSpeech();
  const { viewer } = useSession();
  const mayRevise = (entry: Entry) =>
    isEditor || (mayContribute(viewer) && entry.organisation?.cvr === viewer?.organisation.cvr);
  const tools = entries.some(mayRevise);
  return (
    <Scrolls label={l.of("Catalogue", catalogue)}>
      <table className="table table--compact">
        <thead>
          <tr>
            <th scope="col">{t(catalogues.name)}</th>
            <th scope="col">{t(catalogues.vendor)}</th>
            <th scope="col">{t(catalogues.aliases)}</th>
            <th scope="col">{t(catalogues.standing)}</th>
            <th scope="col">{t(catalogues.cases)}</th>
            {tools && <th scope="col">{t(catalogues.actions)}</th>}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id}>
              <th scope="row">{entry.name}</th>
              <td>{entry.vendor}</td>
              <td>{entry.aliases.join(", ")}</td>
              <td>
                <Standing entry={entry} known={known} />
              </td>
              <td>
                <CasesOf catalogue={catalogue} name={entry.name} />
              </td>
              {tools && (
                <td>
                  {mayRevise(entry) && (
                    <EntryTools
                      catalogue={catalogue}
                      entry={entry}
                      isEditor={isEditor}
                      refresh={refresh}
                    />
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}

function Standing({ entry, known }: { entry: Entry; known: readonly Entry[] }) {
  const { t } = useSpeech();
  const into = known.find((one) => one.id === entry.mergedInto);
  if (entry.mergedInto) return t(catalogues.merged, { name: into?.name ?? "…" });
  const parts = [
    t(entry.retired ? catalogues.retired : catalogues.offered),
    ...(entry.imported ? [t(catalogues.imported)] : []),
    ...(entry.organisation ? [t(catalogues.ownOf, { name: entry.organisation.name })] : []),
  ];
  return parts.join(" · ");
}

function CasesOf({ catalogue, name }: { catalogue: Catalogue; name: string }) {
  const { t } = useSpeech();
  const param = catalogue === "TECHNOLOGIES" ? "teknologi" : "system";
  return (
    <Link to={`/loesninger?${new URLSearchParams({ [param]: name })}`}>
      <span aria-hidden="true">{t(catalogues.seeCases)}</span>
      <span className="sr-only">{t(catalogues.seeCasesOf, { what: name })}</span>
    </Link>
  );
}
