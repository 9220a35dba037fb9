import { useState } from "react";
import { graphql } from "../client/graphql.ts";
import { OutcomeFragment, useWrite } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { useTold } from "../writes/told.ts";
import { organisation } from "./texts.ts";

const ConsentDocument = graphql(
  `mutation StatisticsConsent($input: ChangeStatisticsConsentInput!) { changeStatisticsConsent(input: $input) { ...Outcome } }`,
  [OutcomeFragment],
);

interface Props {
  counted: boolean;
  refresh: () => void;
}

/** Whether cases that are not shared are counted all the same. */
export function Consent({ counted, refresh }: Props) {
  const { t } = useSpeech();
  const told = useTold();
  const [shown, setShown] = useState(counted);
  const { write, busy } = useWrite(ConsentDocument);
  const turn = async () => {
    const wanted = !shown;
    setShown(wanted);
    const result = await write({ counted: wanted });
    if (!told(result, wanted ? organisation.consentOn : organisation.consentOff)) {
      setShown(!wanted);
    }
    refresh();
  };
  return (
    <section aria-labelledby="consent">
      <h2 id="consent">{t(organisation.consent)}</h2>
      <p className="muted">{t(organisation.consentWhy)}</p>
      <div className="form-group-checkbox">
        <input
          id="consent-box"
          type="checkbox"
          className="form-checkbox"
          checked={shown}
          disabled={busy}
          onChange={turn}
        />
        <label className="form-label" htmlFor="consent-box">
          {t(organisation.consentBox)}
        </label>
      </div>
    </section>
  );
}
