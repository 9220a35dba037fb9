import { useQuery } from "urql";
import { OperatorPage } from "../operating/OperatorPage.tsx";
import { operating } from "../operating/texts.ts";
import { useSpeech } from "../texts/language.tsx";
import { useChoices } from "../ui/address.ts";
import { NoRight } from "../ui/NoRight.tsx";
import { usePages } from "../ui/Pager.tsx";
import { KindChoice } from "./Choices.tsx";
import { InstallationLogDocument } from "./documents.ts";
import { kindsOf } from "./kinds.ts";
import { FIRST, Log } from "./Log.tsx";
import { audit } from "./texts.ts";
import { useSpeaking } from "./useNames.ts";

/** What happened to the installation itself, for those who run it. */
export function Component() {
  const { t } = useSpeech();
  return (
    <OperatorPage title={t(audit.installationTitle)} lead={t(audit.installationLead)}>
      {() => <Installation />}
    </OperatorPage>
  );
}

function Installation() {
  const { t } = useSpeech();
  const { params, put } = useChoices();
  // Nothing in this log has a name in one's own organisation.
  const speaking = useSpeaking(true);
  const choice = params.get("hvad") ?? "";
  const pages = usePages(choice);
  const [{ data, error, fetching }, again] = useQuery({
    query: InstallationLogDocument,
    variables: { kinds: kindsOf(choice), first: FIRST, after: pages.after },
  });
  if (data && data.installationLog === null) {
    return <NoRight>{t(operating.noRight)}</NoRight>;
  }
  return (
    <>
      <form className="log-choices" onSubmit={(event) => event.preventDefault()}>
        <KindChoice
          value={kindsOf(choice).length > 0 ? choice : ""}
          onChange={(value) => put("hvad", value)}
        />
      </form>
      <Log
        page={data?.installationLog}
        error={fetching ? undefined : error}
        retry={() => again({ requestPolicy: "network-only" })}
        pages={pages}
        speaking={speaking}
      />
    </>
  );
}
