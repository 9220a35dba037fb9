import { useState } from "react";
import { Link } from "react-router";
import { useQuery } from "urql";
import { caseAddress } from "../cases/address.ts";
import { graphql, type ResultOf } from "../client/graphql.ts";
import { newId } from "../client/ids.ts";
import { OutcomeFragment, useWrite, type Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { useDraft } from "../ui/draft.ts";
import { Failed } from "../ui/Failed.tsx";
import { TextField } from "../ui/fields.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Refused } from "../ui/Refused.tsx";
import { RichText } from "../ui/RichText.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { enquiries } from "./texts.ts";
import "./enquiries.css";

const EnquiriesDocument = graphql(`
  query Enquiries {
    enquiries(first: 20) {
      nodes {
        id
        subject
        closed
        asking {
          id
          name
        }
        case {
          id
          basics {
            title
          }
        }
        messages {
          id
          html
          sentAt
          organisation {
            name
          }
          author {
            name
          }
        }
      }
    }
  }
`);

const AnswerDocument = graphql(
  `mutation AnswerEnquiry($input: AnswerEnquiryInput!) { answerEnquiry(input: $input) { ...Outcome } }`,
  [OutcomeFragment],
);
const CloseDocument = graphql(
  `mutation CloseEnquiry($input: CloseEnquiryInput!) { closeEnquiry(input: $input) { ...Outcome } }`,
  [OutcomeFragment],
);

type Found = NonNullable<ResultOf<typeof EnquiriesDocument>["enquiries"]>["nodes"][number];

/** Questions between one's own organisation and others. */
export function Enquiries() {
  const { t } = useSpeech();
  const [{ data, error, fetching }, again] = useQuery({ query: EnquiriesDocument });
  const refresh = () => again({ requestPolicy: "network-only" });
  const found = data?.enquiries?.nodes ?? [];
  return (
    <section aria-labelledby="enquiries">
      <h2 id="enquiries">{t(enquiries.title)}</h2>
      {error && !data && !fetching && <Failed error={error} retry={refresh} />}
      {!data && fetching && <Loading />}
      {data && found.length === 0 && <p className="muted">{t(enquiries.noneWhy)}</p>}
      {found.map((one) => (
        <Enquiry key={one.id} enquiry={one} refresh={refresh} />
      ))}
    </section>
  );
}

interface Props {
  enquiry: Found;
  refresh: () => void;
}

function Enquiry({ enquiry, refresh }: Props) {
  const { t, f } = useSpeech();
  return (
    <details className="enquiry">
      <summary>
        <strong>{enquiry.subject}</strong>{" "}
        <span className="muted">{t(enquiries.from, { organisation: enquiry.asking.name })}</span>{" "}
        {enquiry.closed && <span className="chip chip--plain">{t(enquiries.closed)}</span>}
      </summary>
      {enquiry.case && (
        <p>
          <Link to={caseAddress(enquiry.case.id)}>
            {t(enquiries.about, { title: enquiry.case.basics.title })}
          </Link>
        </p>
      )}
      {enquiry.messages.map((message) => (
        <div key={message.id} className="enquiry-message">
          <p className="small muted">
            {message.author?.name ?? message.organisation.name} · {f.moment(message.sentAt)}
          </p>
          <RichText html={message.html} />
        </div>
      ))}
      {!enquiry.closed && <Answer enquiry={enquiry} refresh={refresh} />}
    </details>
  );
}

function Answer({ enquiry, refresh }: Props) {
  const { t } = useSpeech();
  const tell = useTell();
  const answer = useWrite(AnswerDocument);
  const close = useWrite(CloseDocument);
  const [written, setWritten] = useState<Written | null>(null);
  const draft = useDraft(`answer.${enquiry.id}`, { text: "", messageId: newId() });
  const send = async () => {
    const result = await answer.write({ enquiryId: enquiry.id, ...draft.value });
    setWritten(result);
    if (!result.done) return;
    draft.change({ text: "", messageId: newId() });
    draft.forget();
    tell("success", t(enquiries.sent));
    refresh();
  };
  const end = async () => {
    const result = await close.write({ enquiryId: enquiry.id });
    setWritten(result);
    if (result.done) {
      tell("success", t(enquiries.closedNow));
      refresh();
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Refused refusal={written?.refusal} error={written?.error} />
      <TextField
        label={t(enquiries.yourAnswer)}
        lines={3}
        most={4000}
        value={draft.value.text}
        onChange={(text) => draft.change({ text })}
      />
      <div className="row-of-buttons">
        <button
          type="submit"
          className="button button-primary"
          disabled={answer.busy || !draft.value.text.trim()}
        >
          {t(enquiries.answer)}
        </button>
        <button
          type="button"
          className="button button-secondary"
          disabled={close.busy}
          onClick={end}
        >
          {t(enquiries.close)}
        </button>
      </div>
    </form>
  );
}
