import { useState } from "react";
import { Link } from "react-router";
import { useQuery } from "urql";
import { hasRole, type Viewer } from "../client/session.tsx";
import { OwnPage } from "../organisation/OwnPage.tsx";
import { useSpeech } from "../texts/language.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Failed } from "../ui/Failed.tsx";
import { SelectField } from "../ui/fields.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { Loading } from "../ui/Loading.tsx";
import { NoRight } from "../ui/NoRight.tsx";
import { StateChip } from "../ui/State.tsx";
import { worksIn } from "../ui/state.ts";
import { ConfirmDialog } from "../writes/ConfirmDialog.tsx";
import { usePlainWrite } from "../writes/usePlainWrite.ts";
import { type ApiClient, ClientsDocument, RevokeDocument, stateOfClient } from "./documents.ts";
import { HowToCall } from "./HowToCall.tsx";
import { MakeDialog } from "./MakeDialog.tsx";
import { RotateDialog } from "./RotateDialog.tsx";
import { apiclients, scopes } from "./texts.ts";
import "../ui/cards.css";

/** The organisation's own programs, and how they call. */
export function Component() {
  const { t } = useSpeech();
  return (
    <OwnPage title={() => t(apiclients.title)} lead={() => t(apiclients.lead)}>
      {(viewer) =>
        hasRole(viewer, "ADMINISTRATOR", "API_ADMINISTRATOR") ? (
          <Clients viewer={viewer} />
        ) : (
          <NoRight>{t(apiclients.noRight, { organisation: viewer.organisation.name })}</NoRight>
        )
      }
    </OwnPage>
  );
}

function Clients({ viewer }: { viewer: Viewer }) {
  const { t } = useSpeech();
  const [{ data, error, fetching }, again] = useQuery({ query: ClientsDocument });
  const refresh = () => again({ requestPolicy: "network-only" });
  const [making, setMaking] = useState(false);
  const clients = data?.apiClients ?? [];
  const close = () => {
    setMaking(false);
    refresh();
  };
  return (
    <>
      {error && !data && !fetching && <Failed error={error} retry={refresh} />}
      {!data && !error && <Loading lines={6} />}
      {data && (
        <div className="row-of-buttons">
          <IconButton icon="plus" kind="primary" onClick={() => setMaking(true)}>
            {t(apiclients.make)}
          </IconButton>
        </div>
      )}
      {data && clients.length === 0 && (
        <Empty heading={t(apiclients.none)}>
          <p>{t(apiclients.noneWhy)}</p>
        </Empty>
      )}
      {clients.length > 0 && <Table clients={clients} refresh={refresh} />}
      <How clients={clients.filter((one) => worksIn(stateOfClient(one)))} />
      <p>
        {t(apiclients.robots)} <Link to="/robotter">{t(apiclients.robotsLink)}</Link>
      </p>
      {making && <MakeDialog viewer={viewer} onClose={close} />}
    </>
  );
}

interface TableProps {
  clients: readonly ApiClient[];
  refresh: () => void;
}

function Table({ clients, refresh }: TableProps) {
  const { t } = useSpeech();
  const [asked, setAsked] = useState<{ what: "rotate" | "revoke"; client: ApiClient } | null>(null);
  const close = () => {
    setAsked(null);
    refresh();
  };
  return (
    <>
      <table className="table table--cards" aria-label={t(apiclients.table)}>
        <thead>
          <tr>
            {(["name", "scopes", "madeBy", "used", "secrets", "state", "tools"] as const).map(
              (one) => (
                <th key={one} scope="col">
                  {t(apiclients[one])}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {clients.map((client) => (
            <Row key={client.id} client={client} onAsk={(what) => setAsked({ what, client })} />
          ))}
        </tbody>
      </table>
      {asked?.what === "rotate" && <RotateDialog client={asked.client} onClose={close} />}
      {asked?.what === "revoke" && <RevokeDialog client={asked.client} onClose={close} />}
    </>
  );
}

interface RowProps {
  client: ApiClient;
  onAsk: (what: "rotate" | "revoke") => void;
}

function Row({ client, onAsk }: RowProps) {
  const { t, f } = useSpeech();
  const state = stateOfClient(client);
  return (
    <tr>
      <th scope="row">
        {client.name}
        <span className="cell-note">{client.clientId}</span>
      </th>
      <td data-name={t(apiclients.scopes)}>
        {client.scopes.map((scope) => (
          <span key={scope} className="cell-line">
            {t(scopes[scope])}
          </span>
        ))}
      </td>
      <td data-name={t(apiclients.madeBy)}>
        {client.createdAt && f.date(client.createdAt)}
        {client.createdBy?.name && <span className="cell-note">{client.createdBy.name}</span>}
      </td>
      <td data-name={t(apiclients.used)}>
        {client.lastUsedAt ? f.moment(client.lastUsedAt) : t(apiclients.never)}
      </td>
      <td data-name={t(apiclients.secrets)}>
        {client.secrets.map(({ prefix, expiresAt }) => (
          <span key={prefix} className="cell-line">
            {t(apiclients.secretUntil, { prefix, until: expiresAt ? f.moment(expiresAt) : "" })}
          </span>
        ))}
      </td>
      <td data-name={t(apiclients.state)}>
        <StateChip state={state} />
      </td>
      <td>
        {state !== "revoked" && (
          <span className="cell-tools">
            {(["rotate", "revoke"] as const).map((what) => (
              <button key={what} type="button" className="text-button" onClick={() => onAsk(what)}>
                {t(apiclients[what])}
                <span className="sr-only"> {client.name}</span>
              </button>
            ))}
          </span>
        )}
      </td>
    </tr>
  );
}

function RevokeDialog({ client, onClose }: { client: ApiClient; onClose: () => void }) {
  const { t } = useSpeech();
  const { write } = usePlainWrite(RevokeDocument);
  return (
    <ConfirmDialog
      title={t(apiclients.revokeOf, { name: client.name })}
      act={t(apiclients.revoke)}
      done={t(apiclients.revokedNow)}
      run={() => write({ id: client.id })}
      onClose={onClose}
    >
      <p>{t(apiclients.revokeWhy)}</p>
    </ConfirmDialog>
  );
}

function How({ clients }: { clients: readonly ApiClient[] }) {
  const { t } = useSpeech();
  const [chosen, setChosen] = useState("");
  const client = clients.find((one) => one.id === chosen) ?? clients[0];
  if (!client) return null;
  return (
    <section aria-labelledby="how" className="prose">
      <h2 id="how">{t(apiclients.how)}</h2>
      {clients.length > 1 && (
        <SelectField
          label={t(apiclients.howWhich)}
          value={client.id}
          options={clients.map(({ id, name }) => ({ value: id, name }))}
          onChange={setChosen}
        />
      )}
      <HowToCall clientId={client.clientId} scopes={client.scopes} />
    </section>
  );
}
