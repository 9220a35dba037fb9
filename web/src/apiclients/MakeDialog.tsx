import { useState } from "react";
import { hasRole, type Viewer } from "../client/session.tsx";
import type { Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { DaysField } from "../ui/DaysField.tsx";
import { CheckGroup, TextField } from "../ui/fields.tsx";
import { Refused } from "../ui/Refused.tsx";
import { SecretDialog } from "../ui/SecretDialog.tsx";
import { areDays } from "../ui/state.ts";
import { ui } from "../ui/texts.ts";
import { usePlainWrite } from "../writes/usePlainWrite.ts";
import { type ApiClient, type ApiScope, CreateDocument } from "./documents.ts";
import { HowToCall } from "./HowToCall.tsx";
import { apiclients, scopeHints, scopes } from "./texts.ts";

interface Made {
  secret: string;
  client: Pick<ApiClient, "clientId" | "name" | "scopes">;
}

interface Props {
  viewer: Viewer;
  onClose: () => void;
}

/** Makes a client, and shows its secret once. */
export function MakeDialog({ viewer, onClose }: Props) {
  const { t } = useSpeech();
  const [made, setMade] = useState<Made | null>(null);
  return (
    <SecretDialog
      title={made ? t(apiclients.secretOf, { name: made.client.name }) : t(apiclients.make)}
      secret={made?.secret ?? null}
      label={t(apiclients.secret)}
      how={
        made && (
          <>
            <h3>{t(apiclients.how)}</h3>
            <HowToCall clientId={made.client.clientId} scopes={made.client.scopes} />
          </>
        )
      }
      onClose={onClose}
    >
      <Form viewer={viewer} onMade={setMade} onClose={onClose} />
    </SecretDialog>
  );
}

interface FormProps extends Props {
  onMade: (made: Made) => void;
}

function Form({ viewer, onMade, onClose }: FormProps) {
  const { t } = useSpeech();
  const { write, busy } = usePlainWrite(CreateDocument);
  const [written, setWritten] = useState<Written | null>(null);
  const [name, setName] = useState("");
  const [days, setDays] = useState("365");
  const [chosen, setChosen] = useState<string[]>([]);
  const mayProvision = hasRole(viewer, "ADMINISTRATOR");
  const offered = (Object.keys(scopes) as ApiScope[]).filter(
    (scope) => scope !== "PROVISION_PEOPLE" || mayProvision,
  );
  const errorOf = (field: string) =>
    written?.refusal?.fields.find((one) => one.field === field)?.message;
  const make = async () => {
    if (!areDays(days)) return;
    const { answer, ...result } = await write({
      name,
      scopes: chosen as ApiScope[],
      days: Number(days),
    });
    setWritten(result);
    if (answer?.secret && answer.client) onMade({ secret: answer.secret, client: answer.client });
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        make();
      }}
    >
      <Refused refusal={written?.refusal} error={written?.error} />
      <TextField
        label={t(apiclients.name)}
        hint={t(apiclients.nameHint)}
        error={errorOf("name")}
        required
        most={100}
        value={name}
        onChange={setName}
      />
      <CheckGroup
        legend={t(apiclients.scopesAsked)}
        hint={t(apiclients.scopesHint)}
        options={offered.map((scope) => ({
          value: scope,
          name: t(scopes[scope]),
          hint: t(scopeHints[scope]),
        }))}
        values={chosen}
        onChange={setChosen}
      />
      {!mayProvision && <p className="muted small">{t(apiclients.provisioning)}</p>}
      <DaysField value={days} onChange={setDays} />
      <div className="row-of-buttons">
        <button
          type="submit"
          className="button button-primary"
          disabled={busy || chosen.length === 0}
        >
          {t(apiclients.make)}
        </button>
        <button type="button" className="button button-secondary" onClick={onClose}>
          {t(ui.cancel)}
        </button>
      </div>
      {chosen.length === 0 && <p className="muted small">{t(apiclients.scopesNone)}</p>}
    </form>
  );
}
