import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import type { Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { useDraft } from "../ui/draft.ts";
import { Empty } from "../ui/Empty.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Refused } from "../ui/Refused.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";
import { usePlainWrite } from "../writes/usePlainWrite.ts";
import { SaveDocument } from "./documents.ts";
import { Logins } from "./Logins.tsx";
import { OperatorPage } from "./OperatorPage.tsx";
import { OrganisationFields as Fields } from "./OrganisationFields.tsx";
import { inputOf, NOBODY, type Organisation, remember, wrongWith } from "./organisation.ts";
import { operating } from "./texts.ts";
import { useAll } from "./useAll.ts";
import "../organisation/organisation.css";
import "./operating.css";

/** What stands in the address in place of a number. */
const NEW = "ny";

/** One organisation, to edit; or a new one. */
export function Component() {
  const { t } = useSpeech();
  const { cvr = NEW } = useParams();
  const { all, error, again } = useAll();
  const found = all?.find((one) => one.cvr === cvr);
  const isNew = cvr === NEW;
  return (
    <OperatorPage
      title={found?.name ?? t(isNew ? operating.addTitle : operating.organisations)}
      lead={t(operating.organisationsLead)}
    >
      {() => (
        <>
          <p className="back">
            <Link to="/drift/organisationer">
              <Icon name="arrow-back" />
              {t(operating.all)}
            </Link>
          </p>
          {error && <Failed error={error} retry={again} />}
          {!all && !error && <Loading lines={10} />}
          {all && !found && !isNew && <Empty heading={t(operating.unknown)} />}
          {all && (found || isNew) && <One key={cvr} found={found ?? null} all={all} />}
        </>
      )}
    </OperatorPage>
  );
}

interface OneProps {
  found: Organisation | null;
  all: readonly Organisation[];
}

function One({ found, all }: OneProps) {
  const { t } = useSpeech();
  const tell = useTell();
  const navigate = useNavigate();
  const draft = useDraft(`operating.${found?.cvr ?? NEW}`, found ?? NOBODY);
  const { write, busy } = usePlainWrite(SaveDocument);
  const [written, setWritten] = useState<Written | null>(null);
  const one = draft.value;
  const wrong = wrongWith(one, found ? [] : all.map((other) => other.cvr));
  const save = async () => {
    if (wrong) return;
    const input = inputOf(one);
    const result = await write(input);
    setWritten(result);
    if (!result.done) return;
    remember({ ...one, cvr: input.cvr, name: input.name, members: [...(input.members ?? [])] });
    draft.forget();
    tell("success", t(operating.saved, { name: input.name }));
    await navigate(`/drift/organisationer?q=${input.cvr}`);
  };
  return (
    <div className="own">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Refused refusal={written?.refusal} error={written?.error} />
        <Fields
          one={one}
          change={draft.change}
          all={all}
          isNew={!found}
          wrong={wrong}
          refusal={written?.refusal}
        />
        <div className="row-of-buttons">
          <button type="submit" className="button button-primary" disabled={busy}>
            {t(ui.save)}
            <span className="sr-only"> {one.name}</span>
          </button>
        </div>
      </form>
      {found && (
        <section aria-labelledby="first">
          <h2 id="first">{t(operating.firstSignIn)}</h2>
          <p>{t(operating.firstSignInWhy)}</p>
          <Logins cvr={found.cvr} />
          <Link className="button button-secondary" to={`/drift/organisationer/${found.cvr}/login`}>
            {t(operating.addLogin)}
          </Link>
        </section>
      )}
    </div>
  );
}
