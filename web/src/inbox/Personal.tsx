import { Link } from "react-router";
import { useQuery } from "urql";
import { addressOf } from "../cases/query.ts";
import { graphql, type ResultOf } from "../client/graphql.ts";
import { OutcomeFragment, useWrite, type Written } from "../client/write.ts";
import { valuesOf } from "../texts/labels.ts";
import { useSpeech } from "../texts/language.tsx";
import type { Text } from "../texts/texts.ts";
import { SelectField } from "../ui/fields.tsx";
import { Icon } from "../ui/Icon.tsx";
import { useTell } from "../ui/Toasts.tsx";
import { ui } from "../ui/texts.ts";
import { inbox } from "./texts.ts";

const PersonalDocument = graphql(`
  query Personal {
    personal {
      organisations {
        id
        cvr
        name
      }
      subjectAreas
      searches {
        id
        name
        text
        filter
      }
    }
  }
`);

const FollowAreaDocument = graphql(
  `mutation FollowArea($input: FollowSubjectAreaInput!) { followSubjectArea(input: $input) { ...Outcome } }`,
  [OutcomeFragment],
);
const UnfollowAreaDocument = graphql(
  `mutation UnfollowArea($input: FollowSubjectAreaInput!) { unfollowSubjectArea(input: $input) { ...Outcome } }`,
  [OutcomeFragment],
);
const UnfollowOrganisationDocument = graphql(
  `mutation UnfollowOrganisation($input: FollowOrganisationInput!) { unfollowOrganisation(input: $input) { ...Outcome } }`,
  [OutcomeFragment],
);

type Found = NonNullable<ResultOf<typeof PersonalDocument>["personal"]>;
type Area = Found["subjectAreas"][number];

/** What one follows beside cases, and the searches that one has saved. */
export function Personal() {
  const { t } = useSpeech();
  const tell = useTell();
  const [{ data }, again] = useQuery({ query: PersonalDocument });
  const told = ({ done, refusal }: Written, words: Text = inbox.changed) => {
    tell(done ? "success" : "error", done ? t(words) : (refusal?.message ?? t(ui.failed)));
    again({ requestPolicy: "network-only" });
  };
  const personal = data?.personal;
  if (!personal) return null;
  return (
    <>
      <Followed personal={personal} told={told} />
      <Searches personal={personal} />
    </>
  );
}

interface Props {
  personal: Found;
  told: (written: Written, words?: Text) => void;
}

function Followed({ personal, told }: Props) {
  const { t, l } = useSpeech();
  const follow = useWrite(FollowAreaDocument);
  const unfollow = useWrite(UnfollowAreaDocument);
  const leave = useWrite(UnfollowOrganisationDocument);
  const nothing = personal.organisations.length + personal.subjectAreas.length === 0;
  const rest = valuesOf("SubjectArea").filter((a) => !personal.subjectAreas.includes(a as Area));
  return (
    <section aria-labelledby="followed">
      <h2 id="followed">{t(inbox.followed)}</h2>
      {nothing && <p className="muted">{t(inbox.followedNone)}</p>}
      <ul className="chips unstyled-list no-max-width">
        {personal.organisations.map((one) => (
          <Off
            key={one.id}
            name={one.name}
            onClick={async () => told(await leave.write({ organisation: one.cvr }))}
          />
        ))}
        {personal.subjectAreas.map((area) => (
          <Off
            key={area}
            name={l.of("SubjectArea", area)}
            onClick={async () => told(await unfollow.write({ subjectArea: area }))}
          />
        ))}
      </ul>
      <SelectField
        label={t(inbox.followArea)}
        value=""
        none={t(ui.choose)}
        options={rest.map((area) => ({ value: area, name: l.of("SubjectArea", area) }))}
        onChange={async (area) => told(await follow.write({ subjectArea: area as Area }))}
      />
    </section>
  );
}

function Off({ name, onClick }: { name: string; onClick: () => void }) {
  const { t } = useSpeech();
  return (
    <li>
      <button type="button" className="tag" onClick={onClick}>
        <span aria-hidden="true">{name}</span>
        <span className="sr-only">{t(inbox.unfollow, { what: name })}</span>
        <Icon name="close" />
      </button>
    </li>
  );
}

function Searches({ personal }: { personal: Found }) {
  const { t } = useSpeech();
  return (
    <section aria-labelledby="searches">
      <h2 id="searches">{t(inbox.searches)}</h2>
      {personal.searches.length === 0 && <p className="muted">{t(inbox.searchesNone)}</p>}
      <ul>
        {personal.searches.map((search) => (
          <li key={search.id}>
            <Link to={`/loesninger?${addressOf(search)}`}>{search.name}</Link>
          </li>
        ))}
      </ul>
      <p>
        <Link to="/gemte-soegninger">{t(inbox.manageSearches)}</Link>
      </p>
    </section>
  );
}
