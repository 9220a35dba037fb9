import { useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../client/graphql.ts";
import { useWrite, type Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { Picker } from "../ui/Picker.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { useSettled } from "../ui/useSettled.ts";
import { FormDialog } from "../writes/FormDialog.tsx";
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
  const asked = useSettled(search);
  const pause = Math.min(search.trim().length, asked.trim().length) < 2;
  const [{ data, fetching }] = useQuery({
    query: FindDocument,
    variables: { search: asked, filter },
    pause,
  });
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
    <FormDialog
      title={t(collections.add)}
      why={t(collections.addWhy)}
      act={t(collections.add)}
      written={written}
      disabled={busy || !chosen}
      onSubmit={add}
      onClose={() => onClose(false)}
    >
      <Picker
        label={t(collections.findCase)}
        hint={t(collections.findHint)}
        nothing={t(collections.noCase)}
        waits={asked !== search || fetching}
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
    </FormDialog>
  );
}
