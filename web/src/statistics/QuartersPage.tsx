import { useState } from "react";
import { Link } from "react-router";
import { useClient, useQuery } from "urql";
import { graphql } from "../client/graphql.ts";
import { hasRole, useSession } from "../client/session.tsx";
import { OutcomeFragment, useWrite, type Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { useDraft } from "../ui/draft.ts";
import { Empty } from "../ui/Empty.tsx";
import { Failed } from "../ui/Failed.tsx";
import { SelectField, TextField } from "../ui/fields.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Scrolls } from "../ui/Scrolls.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";
import { FormDialog } from "../writes/FormDialog.tsx";
import { QuartersDocument } from "./documents.ts";
import { Frame } from "./Frame.tsx";
import { lastQuarters, quarterAddress } from "./quarters.ts";
import { statistics } from "./texts.ts";

const PublishDocument = graphql(
  `mutation PublishQuarter($input: PublishQuarterInput!) { publishQuarter(input: $input) { ...Outcome } }`,
  [OutcomeFragment],
);

/** Quarters as they were published, which no later correction of a case changes. */
export function Component() {
  const { t, f } = useSpeech();
  const { viewer, known } = useSession();
  const [{ data, error, fetching }, again] = useQuery({ query: QuartersDocument, pause: !viewer });
  const [publishes, setPublishes] = useState(false);
  const published = data?.publishedQuarters;
  const refresh = () => again({ requestPolicy: "network-only" });
  return (
    <Frame title={t(statistics.quartersTitle)} lead={t(statistics.quartersLead)}>
      {known && !viewer && (
        <Empty heading={t(ui.signInFirst)}>
          <p>{t(statistics.quartersSignIn)}</p>
        </Empty>
      )}
      {hasRole(viewer, "COORDINATOR") && (
        <div className="row-of-buttons">
          <button
            type="button"
            className="button button-primary"
            disabled={!published}
            onClick={() => setPublishes(true)}
          >
            {t(statistics.publish)}
          </button>
        </div>
      )}
      {error && !published && !fetching && <Failed error={error} retry={refresh} />}
      {!published && fetching && <Loading lines={6} />}
      {published?.length === 0 && (
        <Empty heading={t(statistics.quartersNone)}>
          <p>{t(statistics.quartersNoneWhy)}</p>
        </Empty>
      )}
      {published && published.length > 0 && (
        <Scrolls label={t(statistics.quartersTitle)}>
          <table className="table table--compact">
            <thead>
              <tr>
                <th scope="col">{t(statistics.quarter)}</th>
                <th scope="col">{t(statistics.publishedOn)}</th>
                <th scope="col">{t(statistics.why)}</th>
                <th scope="col" className="figure">
                  {t(statistics.cases)}
                </th>
                <th scope="col" className="figure">
                  {t(statistics.expectedHours)}
                </th>
                <th scope="col" className="figure">
                  {t(statistics.measuredHours)}
                </th>
              </tr>
            </thead>
            <tbody>
              {published.map((one) => (
                <tr key={`${one.quarter} ${one.edition}`}>
                  <th scope="row">
                    <Link to={quarterAddress(one.quarter, one.edition)}>
                      {t(statistics.quarterEdition, { quarter: one.quarter, edition: one.edition })}
                    </Link>
                  </th>
                  <td>{f.longDate(one.publishedAt)}</td>
                  <td>{one.reason ?? ""}</td>
                  <td className="figure">{f.number(one.total.cases)}</td>
                  <td className="figure">{figure(one.total.expectedHoursPerYear, f.number)}</td>
                  <td className="figure">{figure(one.total.measuredHoursPerYear, f.number)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolls>
      )}
      {publishes && (
        <PublishDialog
          published={published?.map((one) => one.quarter) ?? []}
          onClose={() => setPublishes(false)}
          onDone={refresh}
        />
      )}
    </Frame>
  );
}

function figure(value: string | null, write: (value: string) => string): string {
  return value === null ? "–" : write(value);
}

interface PublishProps {
  published: string[];
  onClose: () => void;
  onDone: () => void;
}

function PublishDialog({ published, onClose, onDone }: PublishProps) {
  const { t } = useSpeech();
  const tell = useTell();
  const choices = lastQuarters(new Date(), 8);
  const first = choices.find((one) => !published.includes(one)) ?? choices[0] ?? "";
  const draft = useDraft("publish-quarter", { quarter: first, reason: "" });
  const { quarter, reason } = draft.value;
  const client = useClient();
  const { write, busy } = useWrite(PublishDocument);
  const [written, setWritten] = useState<Written | null>(null);
  const isCorrection = published.includes(quarter);
  const send = async () => {
    const result = await write({ quarter, reason: isCorrection ? reason : null });
    setWritten(result);
    if (!result.done) return;
    draft.forget();
    // The same figures again are no new edition, which the list alone tells.
    const list = await client
      .query(QuartersDocument, {}, { requestPolicy: "network-only" })
      .toPromise();
    const editions = list.data?.publishedQuarters.filter((one) => one.quarter === quarter).length;
    const isNew = editions !== published.filter((one) => one === quarter).length;
    tell(
      isNew ? "success" : "info",
      t(isNew ? statistics.published : statistics.publishedSame, { quarter }),
    );
    onDone();
    onClose();
  };
  return (
    <FormDialog
      title={t(statistics.publish)}
      why={t(statistics.publishWhy)}
      act={t(statistics.publishGo)}
      written={written}
      disabled={busy}
      onSubmit={send}
      onClose={onClose}
    >
      <SelectField
        label={t(statistics.quarter)}
        value={quarter}
        options={choices.map((value) => ({ value, name: value }))}
        onChange={(value) => draft.change({ quarter: value })}
      />
      {isCorrection && (
        <TextField
          label={t(statistics.reason)}
          hint={t(statistics.reasonHint)}
          required
          most={500}
          lines={3}
          value={reason}
          onChange={(value) => draft.change({ reason: value })}
        />
      )}
    </FormDialog>
  );
}
