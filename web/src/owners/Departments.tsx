import { useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../client/graphql.ts";
import { useSession } from "../client/session.tsx";
import { useWrite, type Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { CheckGroup } from "../ui/fields.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Refused } from "../ui/Refused.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";
import { DepartmentsDocument } from "./document.ts";
import type { Props } from "./Owners.tsx";
import { owners } from "./texts.ts";
import { inTree } from "./tree.ts";

const UnitsDocument = graphql(`
  query Units {
    units {
      id
      name
      parent
    }
  }
`);

/** The departments of the lead that a case belongs to. */
export function Departments(props: Props) {
  const { found, internal, refresh } = props;
  const { t } = useSpeech();
  const { viewer } = useSession();
  const [open, setOpen] = useState(false);
  const departments = internal.departments ?? [];
  return (
    <div>
      <h3>{t(owners.departments)}</h3>
      {departments.length === 0 && <p className="muted">{t(owners.noDepartments)}</p>}
      <ul className="owners-list unstyled-list no-max-width">
        {departments.map((one) => (
          <li key={one.id}>{one.name ?? one.id}</li>
        ))}
      </ul>
      {internal.canEdit && viewer?.organisation.id === found.lead.id && (
        <IconButton icon="business" onClick={() => setOpen(true)}>
          {t(owners.chooseDepartments)}
        </IconButton>
      )}
      {open && (
        <DepartmentsDialog
          {...props}
          onClose={(done) => {
            setOpen(false);
            if (done) refresh();
          }}
        />
      )}
    </div>
  );
}

interface DialogProps extends Omit<Props, "refresh"> {
  onClose: (done: boolean) => void;
}

function DepartmentsDialog({ found, internal, onClose }: DialogProps) {
  const { t } = useSpeech();
  const tell = useTell();
  const [{ data }] = useQuery({ query: UnitsDocument });
  const { write, busy } = useWrite(DepartmentsDocument);
  const [written, setWritten] = useState<Written | null>(null);
  const [chosen, setChosen] = useState((internal.departments ?? []).map((one) => one.id));
  const units = inTree(data?.units ?? []);
  const save = async () => {
    // They are a part of the internal notes, which stay as they are.
    const { notes = null, esdhReference = null } = internal.notes ?? {};
    const result = await write({
      caseId: found.id,
      internal: { notes, esdhReference, departments: chosen },
      expectedRevision: internal.revision,
    });
    setWritten(result);
    if (!result.done) return;
    tell("success", t(owners.departmentsSaved));
    onClose(true);
  };
  return (
    <Dialog title={t(owners.chooseDepartments)} onClose={() => onClose(false)}>
      <Refused refusal={written?.refusal} error={written?.error} />
      {!data && <Loading />}
      {data && units.length === 0 && <p>{t(owners.noneLoaded)}</p>}
      {units.length > 0 && (
        <CheckGroup
          legend={t(owners.departments)}
          hint={t(owners.departmentsWhy)}
          options={units.map(({ id, name, depth }) => ({
            value: id,
            name: `${"– ".repeat(depth)}${name}`,
          }))}
          values={chosen}
          onChange={setChosen}
        />
      )}
      <div className="row-of-buttons">
        {units.length > 0 && (
          <button type="button" className="button button-primary" disabled={busy} onClick={save}>
            {t(ui.save)}
          </button>
        )}
        <button type="button" className="button button-secondary" onClick={() => onClose(false)}>
          {t(units.length > 0 ? ui.cancel : ui.close)}
        </button>
      </div>
    </Dialog>
  );
}
