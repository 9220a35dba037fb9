import { useState } from "react";
import { graphql } from "../client/graphql.ts";
import { OutcomeFragment, useWrite, type Written } from "../client/write.ts";
import { useSpeech } from "../texts/language.tsx";
import { useDraft } from "../ui/draft.ts";
import { TextField } from "../ui/fields.tsx";
import { Refused } from "../ui/Refused.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";
import type { Contact } from "./ProfilePage.tsx";
import { Fact } from "./ProfileShown.tsx";
import { organisation } from "./texts.ts";

const SetContactDocument = graphql(
  `mutation SetContact($input: SetOrganisationContactInput!) { setOrganisationContact(input: $input) { ...Outcome } }`,
  [OutcomeFragment],
);

const FIELDS = [
  { name: "role", type: "text" },
  { name: "mailbox", type: "email" },
  { name: "telephone", type: "tel" },
  { name: "website", type: "url" },
] as const;

/** Whom to ask, to read. */
export function ContactShown({ contact }: { contact: Contact | null }) {
  const { t } = useSpeech();
  if (!contact) return <p>{t(organisation.contactNone)}</p>;
  return (
    <dl className="facts">
      {FIELDS.filter(({ name }) => contact[name]).map(({ name }) => (
        <Fact key={name} name={t(organisation[name])}>
          {name === "mailbox" && <a href={`mailto:${contact.mailbox}`}>{contact.mailbox}</a>}
          {name === "website" && <Web address={contact.website ?? ""} />}
          {(name === "role" || name === "telephone") && contact[name]}
        </Fact>
      ))}
    </dl>
  );
}

/** A page elsewhere; what is no address of the web is shown as the text that it is. */
function Web({ address }: { address: string }) {
  if (!/^https?:\/\//i.test(address)) return address;
  return (
    <a href={address} rel="noopener noreferrer nofollow">
      {address}
    </a>
  );
}

interface Props {
  contact: Contact | null;
  refresh: () => void;
}

/** Whom others may ask about all cases that have no contact of their own. */
export function ContactForm({ contact, refresh }: Props) {
  const { t } = useSpeech();
  const tell = useTell();
  const draft = useDraft("organisation.contact", {
    role: contact?.role ?? "",
    mailbox: contact?.mailbox ?? "",
    telephone: contact?.telephone ?? "",
    website: contact?.website ?? "",
  });
  const { value, change } = draft;
  const { write, busy } = useWrite(SetContactDocument);
  const [written, setWritten] = useState<Written | null>(null);
  const send = async () => {
    const said = FIELDS.map(({ name }) => [name, value[name].trim() || null]);
    const result = await write({
      contact: { organisation: contact?.organisation ?? null, ...Object.fromEntries(said) },
    });
    setWritten(result);
    if (!result.done) return;
    draft.forget();
    tell("success", t(organisation.contactSaved));
    refresh();
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Refused refusal={written?.refusal} error={written?.error} />
      {FIELDS.map(({ name, type }) => (
        <TextField
          key={name}
          label={t(organisation[name])}
          type={type}
          error={written?.refusal?.fields.find((one) => one.field.endsWith(name))?.message}
          value={value[name]}
          onChange={(text) => change({ [name]: text })}
        />
      ))}
      <button type="submit" className="button button-primary" disabled={busy}>
        {t(ui.save)}
        <span className="sr-only"> {t(organisation.contact)}</span>
      </button>
    </form>
  );
}
