import { useState } from "react";
import { useNavigate } from "react-router";
import { caseAddress } from "../cases/address.ts";
import { useSpeech } from "../texts/language.tsx";
import { SelectField, TextField } from "../ui/fields.tsx";
import { ChangesBetween } from "./ChangesBetween.tsx";
import { history } from "./texts.ts";

interface Props {
  id: string;
  /** The revision that it has now. */
  latest: number;
}

/** Most versions that are offered to be compared, the newest. */
const MOST = 300;

/** Two versions held against each other, and the case as it was on a day. */
export function Past({ id, latest }: Props) {
  const { t } = useSpeech();
  return (
    <div className="past">
      <details>
        <summary>{t(history.compare)}</summary>
        <Compare id={id} latest={latest} />
      </details>
      <details>
        <summary>{t(history.asOf)}</summary>
        <Day id={id} />
      </details>
    </div>
  );
}

function Compare({ id, latest }: Props) {
  const { t } = useSpeech();
  const [from, setFrom] = useState(Math.max(latest - 1, 1));
  const [to, setTo] = useState(latest);
  const versions = Array.from({ length: Math.min(latest, MOST) }, (_, at) => String(latest - at));
  const options = versions.map((value) => ({
    value,
    name: t(history.version, { revision: value }),
  }));
  return (
    <>
      <div className="side-by-side">
        <SelectField
          label={t(history.from)}
          value={String(from)}
          options={options}
          onChange={(value) => setFrom(Number(value))}
        />
        <SelectField
          label={t(history.to)}
          value={String(to)}
          options={options}
          onChange={(value) => setTo(Number(value))}
        />
      </div>
      <div role="status">
        <ChangesBetween id={id} from={from} to={to} />
      </div>
    </>
  );
}

function Day({ id }: { id: string }) {
  const { t } = useSpeech();
  const go = useNavigate();
  const [day, setDay] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (day) go(`${caseAddress(id)}/som-den-var?dag=${day}`);
      }}
    >
      <TextField label={t(history.day)} type="date" value={day} onChange={setDay} />
      <div className="row-of-buttons">
        <button type="submit" className="button button-secondary" disabled={!day}>
          {t(history.seeDay)}
        </button>
      </div>
    </form>
  );
}
