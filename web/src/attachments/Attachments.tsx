import { useState } from "react";
import { useWrite } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Scrolls } from "../ui/Scrolls.tsx";
import { ConfirmDialog } from "../writes/ConfirmDialog.tsx";
import { useTold } from "../writes/told.ts";
import { Adding } from "./Adding.tsx";
import { type OwnFile, RemoveDocument, type SharedFile, SharingDocument } from "./document.ts";
import { iconOf, sizeInWords } from "./size.ts";
import { attachments } from "./texts.ts";
import "./attachments.css";

interface Props {
  found: {
    id: string;
    attachments: SharedFile[];
    internal: { canEdit: boolean; attachments: OwnFile[] } | null;
  };
  refresh: () => void;
}

/** The files beside a case: all of them for its owners, those that are shared for others. */
export function Attachments({ found, refresh }: Props) {
  const { t } = useSpeech();
  const { internal } = found;
  const count = internal ? internal.attachments.length : found.attachments.length;
  if (count === 0 && !internal?.canEdit) return null;
  return (
    <section className="attachments" aria-labelledby="attachments">
      <h2 id="attachments">{t(attachments.title)}</h2>
      {count === 0 && (
        <p className="muted">
          {t(attachments.none)} {t(attachments.noneHint)}
        </p>
      )}
      {count > 0 && !internal && <Shared files={found.attachments} />}
      {count > 0 && internal && (
        <Own
          caseId={found.id}
          files={internal.attachments}
          canEdit={internal.canEdit}
          refresh={refresh}
        />
      )}
      {internal?.canEdit && <Adding caseId={found.id} refresh={refresh} />}
    </section>
  );
}

/** A file's name, which fetches it. */
function Named({ file }: { file: SharedFile | OwnFile }) {
  return (
    <a className="file-name" href={file.url} download={file.fileName}>
      <Icon name={iconOf(file.mediaType)} />
      {file.fileName}
    </a>
  );
}

function Shared({ files }: { files: SharedFile[] }) {
  const { f } = useSpeech();
  return (
    <ul className="files unstyled-list no-max-width">
      {files.map((file) => (
        <li key={file.id}>
          <Named file={file} />{" "}
          <span className="muted small">
            {sizeInWords(file.size, f)} · {f.longDate(file.sharedAt)}
          </span>
        </li>
      ))}
    </ul>
  );
}

interface OwnProps {
  caseId: string;
  files: OwnFile[];
  canEdit: boolean;
  refresh: () => void;
}

function Own({ caseId, files, canEdit, refresh }: OwnProps) {
  const { t, f } = useSpeech();
  return (
    <Scrolls label={t(attachments.table)}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t(attachments.name)}</th>
            <th scope="col">{t(attachments.size)}</th>
            <th scope="col">{t(attachments.added)}</th>
            <th scope="col">{t(attachments.who)}</th>
            {canEdit && <th scope="col">{t(attachments.tools)}</th>}
          </tr>
        </thead>
        <tbody>
          {files.map((file) => (
            <tr key={file.id}>
              <th scope="row">
                <Named file={file} />
              </th>
              <td className="figure">{sizeInWords(file.size, f)}</td>
              <td>{f.longDate(file.addedAt)}</td>
              <td>
                <span className={file.shared ? "chip" : "chip chip--plain"}>
                  {t(file.shared ? attachments.shared : attachments.private)}
                </span>
              </td>
              {canEdit && (
                <td>
                  <Tools caseId={caseId} file={file} refresh={refresh} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}

interface ToolsProps {
  caseId: string;
  file: OwnFile;
  refresh: () => void;
}

function Tools({ caseId, file, refresh }: ToolsProps) {
  const { t } = useSpeech();
  const told = useTold();
  const sharing = useWrite(SharingDocument);
  const removing = useWrite(RemoveDocument);
  const [asked, setAsked] = useState(false);
  const shared = !file.shared;
  const change = async () => {
    const written = await sharing.write({ caseId, attachmentId: file.id, shared });
    if (told(written, shared ? attachments.sharedNow : attachments.unsharedNow)) refresh();
  };
  return (
    <span className="file-tools no-print">
      <button type="button" className="text-button" disabled={sharing.busy} onClick={change}>
        {t(shared ? attachments.share : attachments.unshare)}
        <span className="sr-only"> {file.fileName}</span>
      </button>
      <button type="button" className="text-button" onClick={() => setAsked(true)}>
        {t(attachments.remove)}
        <span className="sr-only"> {file.fileName}</span>
      </button>
      {asked && (
        <ConfirmDialog
          title={t(attachments.removeTitle, { name: file.fileName })}
          act={t(attachments.remove)}
          done={t(attachments.removed)}
          run={() => removing.write({ caseId, attachmentId: file.id })}
          onClose={(done) => {
            setAsked(false);
            if (done) refresh();
          }}
        >
          <p>{t(attachments.removeWhy)}</p>
        </ConfirmDialog>
      )}
    </span>
  );
}
