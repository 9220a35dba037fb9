import { useState } from "react";
import { Link } from "react-router";
import { useQuery } from "urql";
import type { CaseData } from "../case/document.ts";
import { graphql } from "../client/graphql.ts";
import { mayContribute, useSession } from "../client/session.tsx";
import { useWrite, type Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { SelectField } from "../ui/fields.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Refused } from "../ui/Refused.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";
import { collectionAddress } from "./address.ts";
import { ConsentAnswers } from "./ConsentAnswers.tsx";
import { AddDocument } from "./document.ts";
import { collections } from "./texts.ts";

const OwnCollectionsDocument = graphql(`
  query OwnCollections {
    collections(filter: { ownOrganisation: true }, first: 100) {
      nodes {
        id
        kind
        about {
          title
        }
      }
    }
  }
`);

interface Props {
  found: CaseData;
  refresh: () => void;
}

/** The collections that a case is in or is asked for by, and a way to put it into one more. */
export function InCollections({ found, refresh }: Props) {
  const { t } = useSpeech();
  const { viewer } = useSession();
  const [adding, setAdding] = useState(false);
  const inside = found.collections.nodes;
  const asking = found.internal?.canChangeOwners ? found.askedForBy.nodes : [];
  if (inside.length + asking.length === 0 && !mayContribute(viewer)) return null;
  return (
    <section className="no-print" aria-labelledby="in-collections">
      <h2 id="in-collections">{t(collections.inCollections)}</h2>
      <ul className="plain-rows unstyled-list no-max-width">
        {inside.map((one) => (
          <li key={one.id}>
            <span>
              <Link to={collectionAddress(one.id)}>{one.about.title}</Link>, {one.lead.name}
            </span>
          </li>
        ))}
        {asking.map((one) => (
          <li key={one.id}>
            <span>
              {t(collections.askedFor, { lead: one.lead.name })}{" "}
              <Link to={collectionAddress(one.id)}>{one.about.title}</Link>
            </span>
            <ConsentAnswers caseId={found.id} collectionId={one.id} refresh={refresh} />
          </li>
        ))}
      </ul>
      {mayContribute(viewer) && (
        <IconButton icon="list-add" onClick={() => setAdding(true)}>
          {t(collections.addThis)}
        </IconButton>
      )}
      {adding && (
        <AddDialog
          found={found}
          onClose={(done) => {
            setAdding(false);
            if (done) refresh();
          }}
        />
      )}
    </section>
  );
}

interface DialogProps {
  found: CaseData;
  onClose: (done: boolean) => void;
}

function AddDialog({ found, onClose }: DialogProps) {
  const { t } = useSpeech();
  const tell = useTell();
  const [{ data }] = useQuery({ query: OwnCollectionsDocument });
  const { write, busy } = useWrite(AddDocument);
  const [written, setWritten] = useState<Written | null>(null);
  const [chosen, setChosen] = useState("");
  const owns = found.internal !== null;
  const inside = new Set(found.collections.nodes.map((one) => one.id));
  const fitting = (data?.collections.nodes ?? []).filter(
    (one) => !inside.has(one.id) && (owns || one.kind === "SHARED"),
  );
  const add = async () => {
    const result = await write({ collectionId: chosen, caseId: found.id });
    setWritten(result);
    if (!result.done) return;
    const words = found.internal?.canChangeOwners ? collections.added : collections.asked;
    tell("success", t(words, { title: found.basics.title }));
    onClose(true);
  };
  return (
    <Dialog title={t(collections.addThis)} onClose={() => onClose(false)}>
      <p>{t(collections.addWhy)}</p>
      <Refused refusal={written?.refusal} error={written?.error} />
      {!data && <Loading />}
      {data && fitting.length === 0 && (
        <p>
          {t(collections.noneOfYours)} <Link to="/paraplyer/ny">{t(collections.start)}</Link>
        </p>
      )}
      {fitting.length > 0 && (
        <SelectField
          label={t(collections.whichOne)}
          value={chosen}
          none={t(ui.choose)}
          options={fitting.map((one) => ({ value: one.id, name: one.about.title }))}
          onChange={setChosen}
        />
      )}
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
