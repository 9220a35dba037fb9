import { useState } from "react";
import { useQuery } from "urql";
import { bareId } from "../cases/address.ts";
import { graphql } from "../client/graphql.ts";
import type { Viewer } from "../client/session.tsx";
import type { Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { DaysField } from "../ui/DaysField.tsx";
import { RadioGroup, TextField } from "../ui/fields.tsx";
import { Refused } from "../ui/Refused.tsx";
import { SecretDialog } from "../ui/SecretDialog.tsx";
import { areDays } from "../ui/state.ts";
import { ui } from "../ui/texts.ts";
import { Chosen } from "./Chosen.tsx";
import { HowToReport } from "./HowToReport.tsx";
import { robots } from "./texts.ts";
import { useCreate } from "./tokens.ts";

const AboutDocument = graphql(`
  query RobotAbout($id: ID!) {
    case(id: $id) {
      id
      basics {
        title
      }
    }
  }
`);

interface Props {
  viewer: Viewer;
  /** The case that one came from, if any. */
  about: string | null;
  onClose: () => void;
}

/** Makes a token, and shows its secret once. */
export function MakeDialog({ viewer, about, onClose }: Props) {
  const { t } = useSpeech();
  const [{ data, fetching }] = useQuery({
    query: AboutDocument,
    variables: { id: about ?? "" },
    pause: about === null,
  });
  const [made, setMade] = useState<{ name: string; secret: string; caseId: string | null } | null>(
    null,
  );
  if (about && fetching && !data) return null;
  const first = data?.case ? [{ id: data.case.id, title: data.case.basics.title }] : [];
  return (
    <SecretDialog
      title={made ? t(robots.secretTitle, { name: made.name }) : t(robots.make)}
      secret={made?.secret ?? null}
      label={t(robots.secret)}
      how={<HowToReport caseId={made?.caseId ?? null} />}
      onClose={onClose}
    >
      <Form viewer={viewer} first={first} onMade={setMade} onClose={onClose} />
    </SecretDialog>
  );
}

export interface ChosenCase {
  id: string;
  title: string;
}

interface FormProps {
  viewer: Viewer;
  first: ChosenCase[];
  onMade: (made: { name: string; secret: string; caseId: string | null }) => void;
  onClose: () => void;
}

function Form({ viewer, first, onMade, onClose }: FormProps) {
  const { t } = useSpeech();
  const { create, busy } = useCreate();
  const [written, setWritten] = useState<Written | null>(null);
  const [name, setName] = useState("");
  const [days, setDays] = useState("365");
  const [all, setAll] = useState(false);
  const [cases, setCases] = useState(first);
  const mayAll = viewer.roles.some((role) => role === "SUPERUSER" || role === "API_ADMINISTRATOR");
  const make = async () => {
    const caseIds = all ? null : cases.map((one) => one.id);
    const result = await create({ name, caseIds, days: Number(days) });
    setWritten(result);
    const about = cases[0] ? bareId(cases[0].id) : null;
    if (result.secret) onMade({ name, secret: result.secret, caseId: about });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (areDays(days)) make();
      }}
    >
      <Refused refusal={written?.refusal} error={written?.error} />
      <TextField
        label={t(robots.name)}
        hint={t(robots.nameHint)}
        required
        most={100}
        value={name}
        onChange={setName}
      />
      {mayAll && (
        <RadioGroup
          legend={t(robots.which)}
          value={all ? "all" : "some"}
          onChange={(value) => setAll(value === "all")}
          options={[
            { value: "some", name: t(robots.some) },
            { value: "all", name: t(robots.all) },
          ]}
        />
      )}
      {!all && <Chosen cases={cases} onChange={setCases} />}
      <DaysField value={days} onChange={setDays} />
      <div className="row-of-buttons">
        <button
          type="submit"
          className="button button-primary"
          disabled={busy || (!all && cases.length === 0)}
        >
          {t(robots.make)}
        </button>
        <button type="button" className="button button-secondary" onClick={onClose}>
          {t(ui.cancel)}
        </button>
      </div>
    </form>
  );
}
