import { useSpeech } from "../texts/language.tsx";
import { CopyField } from "../ui/Copy.tsx";
import type { ApiScope } from "./documents.ts";
import { apiclients } from "./texts.ts";

interface Props {
  clientId: string;
  scopes: readonly ApiScope[];
}

/** How a client fetches a token and asks with it, with its own name filled in. */
export function HowToCall({ clientId, scopes }: Props) {
  const { t } = useSpeech();
  const { origin } = window.location;
  const provisions = scopes.includes("PROVISION_PEOPLE");
  const asks = scopes.some((scope) => scope !== "PROVISION_PEOPLE");
  return (
    <>
      <CopyField label={t(apiclients.clientId)} text={clientId} />
      {asks && (
        <>
          <CopyField label={t(apiclients.tokenAddress)} text={`${origin}/oauth/token`} />
          <p>{t(apiclients.howToken)}</p>
          <pre className="example">{`curl -u "${clientId}:$GENVEJ_SECRET" \\
  -d grant_type=client_credentials \\
  ${origin}/oauth/token`}</pre>
          <p>{t(apiclients.howAsk)}</p>
          <pre className="example">{`curl -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{"query":"{ cases { totalCount } }"}' \\
  ${origin}/graphql`}</pre>
          <p>{t(apiclients.howOver)}</p>
          <p>
            <a href="/graphiql">{t(apiclients.howSchema)}</a>
          </p>
        </>
      )}
      {provisions && (
        <>
          <p>{t(apiclients.howScim)}</p>
          <CopyField label={t(apiclients.scimAddress)} text={`${origin}/scim/v2`} />
        </>
      )}
    </>
  );
}
