import { Link } from "react-router";
import { useQuery } from "urql";
import { ProvidersOfDocument } from "../providers/documents.ts";
import { providers } from "../providers/texts.ts";
import { useSpeech } from "../texts/language.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Loading } from "../ui/Loading.tsx";
import { operating } from "./texts.ts";

/** The providers that an organisation signs in at. */
export function Logins({ cvr }: { cvr: string }) {
  const { t } = useSpeech();
  const [{ data, error, fetching }, again] = useQuery({
    query: ProvidersOfDocument,
    variables: { organisationId: cvr },
    requestPolicy: "network-only",
  });
  if (error && !data && !fetching) return <Failed error={error} retry={() => again()} />;
  if (!data) return <Loading lines={2} />;
  const all = data.identityProvidersOf ?? [];
  if (all.length === 0) return <p>{t(operating.noLogins)}</p>;
  return (
    <ul>
      {all.map((one) => (
        <li key={one.id}>
          <Link to={`/drift/organisationer/${cvr}/login/${encodeURIComponent(one.id)}`}>
            {one.label}
          </Link>{" "}
          <span className={one.active ? "chip" : "chip chip--plain"}>
            {t(one.active ? providers.on : providers.off)}
          </span>
        </li>
      ))}
    </ul>
  );
}
