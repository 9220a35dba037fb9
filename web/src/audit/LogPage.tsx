import { useQuery } from "urql";
import type { Viewer } from "../client/session.tsx";
import { AdministratorPage, ForAdministrators } from "../people/AdministratorPage.tsx";
import { useSpeech } from "../texts/language.tsx";
import { useChoices } from "../ui/address.ts";
import { usePages } from "../ui/Pager.tsx";
import { KindChoice, PersonChoice } from "./Choices.tsx";
import { LogDocument } from "./documents.ts";
import { kindsOf } from "./kinds.ts";
import { FIRST, Log } from "./Log.tsx";
import { audit } from "./texts.ts";
import { useSpeaking } from "./useNames.ts";

/** What happened in one's own organisation with sign-ins, roles and keys. */
export function Component() {
  const { t } = useSpeech();
  return (
    <AdministratorPage
      title={t(audit.title)}
      lead={({ organisation: { name } }) => t(audit.lead, { organisation: name })}
    >
      {(viewer) => <Own viewer={viewer} />}
    </AdministratorPage>
  );
}

function Own({ viewer }: { viewer: Viewer }) {
  const { params, put } = useChoices();
  const speaking = useSpeaking();
  const choice = params.get("hvad") ?? "";
  const person = params.get("person") ?? "";
  const pages = usePages(`${choice} ${person}`);
  const [{ data, error, fetching }, again] = useQuery({
    query: LogDocument,
    variables: {
      filter: { kinds: kindsOf(choice), person: person || null },
      first: FIRST,
      after: pages.after,
    },
  });
  if (data && data.administration === null) return <ForAdministrators viewer={viewer} />;
  return (
    <>
      <form className="log-choices" onSubmit={(event) => event.preventDefault()}>
        <KindChoice
          value={kindsOf(choice).length > 0 ? choice : ""}
          onChange={(value) => put("hvad", value)}
        />
        <PersonChoice person={person} onChange={(value) => put("person", value)} />
      </form>
      <Log
        page={data?.administration?.auditLog}
        error={fetching ? undefined : error}
        retry={() => again({ requestPolicy: "network-only" })}
        pages={pages}
        speaking={speaking}
        linked
      />
    </>
  );
}
