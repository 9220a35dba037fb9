import { useState } from "react";
import { Button, DropZone, FileTrigger, isFileDropItem, Text } from "react-aria-components";
import { useSpeech } from "../texts/language.tsx";
import { CheckField } from "../ui/fields.tsx";
import { Icon } from "../ui/Icon.tsx";
import { OneSending } from "./OneSending.tsx";
import { attachments } from "./texts.ts";
import { type Sending, sending } from "./upload.ts";

interface Props {
  caseId: string;
  refresh: () => void;
}

/** Where files are chosen or dropped; each goes on its own, and is refused on its own. */
export function Adding({ caseId, refresh }: Props) {
  const { t } = useSpeech();
  const [shared, setShared] = useState(false);
  const [all, setAll] = useState<Sending[]>([]);
  const send = (files: File[]) =>
    setAll((before) => [...before, ...files.map((file) => sending(file, shared))]);
  const forget = (id: string) => setAll((before) => before.filter((one) => one.id !== id));
  return (
    <div className="no-print">
      <h3>{t(attachments.add)}</h3>
      <DropZone
        className="drop-zone"
        onDrop={async ({ items }) =>
          send(await Promise.all(items.filter(isFileDropItem).map((item) => item.getFile())))
        }
      >
        <FileTrigger allowsMultiple onSelect={(files) => files && send([...files])}>
          <Button className="button button-secondary">
            <Icon name="attach-file" />
            {t(attachments.choose)}
          </Button>
        </FileTrigger>
        <Text slot="label">{t(attachments.drop)}</Text>
        <p className="muted small">{t(attachments.limits)}</p>
      </DropZone>
      <CheckField label={t(attachments.shareNew)} checked={shared} onChange={setShared} />
      <ul className="sending unstyled-list no-max-width">
        {all.map((one) => (
          <li key={one.id}>
            <OneSending
              caseId={caseId}
              sending={one}
              onGone={() => forget(one.id)}
              onAdded={() => {
                forget(one.id);
                refresh();
              }}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
