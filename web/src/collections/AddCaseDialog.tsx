import { useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../client/graphql.ts";
import { useWrite, type Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Picker } from "../ui/Picker.tsx";
import { Refused } from "../ui/Refused.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";
import { AddDocument, type CollectionData } from "./document.ts";
import { collections } from "./texts.ts";

const FindDocument = graphql(`
  query FindCases($search: String!, $filter: CaseFilter) {
    cases(search: $search, filter: $filter, first: 10) {
      nodes {
        id
        basics {
          title
        }
        lead {
          name
        }
        internal {
          canChangeOwners
        }
      }
    }
  }
`);

interface Props {
  found: CollectionData;
  onClose: (done: boolean) => void;
}

interface Chosen {
  id: string;
  title: string;
  /** Whether it goes in at once; otherwise its owners are asked. */
  atOnce: boolean;
}

/** Finds a case and puts it into a collection, or asks for it. */
export function AddCaseDialog({ found, onClose }: Props) {
  const { t } = useSpeech();
  const tell = useTell();
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [written, setWritten] = useState<Written | null>(null);
  const { write, busy } = useWrite(AddDocument);
  const filter = found.kind === "OWN" ? { ownOrganisation: true } : null;
  const pause = search.trim().length < 2;
  const [{ data }] = useQuery({ query: FindDocument, variables: { search, filter }, pause });
  const nodes = pause ? [] : (data?.cases.nodes ?? []);
  const add = async () => {
    if (!chosen) return;
    const result = await write({ collectionId: found.id, caseId: chosen.id });
    setWritten(result);
    if (!result.done) return;
    tell(
      "success",
      t(chosen.atOnce ? collections.added : collections.asked, { title: chosen.title }),
    );
    onClose(true);
  };
  return (
    <Dialog title={t(collections.add)} onClose={() => onClose(false)}>
      <p>{t(collections.addWhy)}</p>
      <Refused refusal={written?.refusal} error={written?.error} />
      <Picker
        label={t(collections.findCase)}
        hint={t(collections.findHint)}
        nothing={t(collections.noCase)}
        search={search}
        onSearch={setSearch}
        items={nodes.map(({ id, basics, lead }) => ({ id, name: basics.title, note: lead.name }))}
        onPick={({ id, name }) => {
          const node = nodes.find((one) => one.id === id);
          setChosen({ id, title: name, atOnce: node?.internal?.canChangeOwners ?? false });
          setSearch("");
        }}
      />
      <p role="status">{chosen && <strong>{chosen.title}</strong>}</p>
      <div className="row-of-buttons">
        <button
          type="button"
          className="button button-primary"
          disabled={busy || !chosen}
          onClick={add}
        >
          {t(collections.add)}
        </button>
        <button type="button" className="button button-secondary" onClick={() => onClose(false)}>
          {t(ui.cancel)}
        </button>
      </div>
    </Dialog>
  );
}
