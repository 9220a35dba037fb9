import { Link, useParams } from "react-router";
import { useQuery } from "urql";
import { CaseList, CasesDocument } from "../cases/CaseList.tsx";
import { graphql, type ResultOf } from "../client/graphql.ts";
import { useSession } from "../client/session.tsx";
import { OutcomeFragment, useWrite } from "../client/write.ts";
import { ContactShown } from "../organisation/ContactForm.tsx";
import { Fact, ProfileShown } from "../organisation/ProfileShown.tsx";
import { useSpeech } from "../texts/language.tsx";
import { Failed } from "../ui/Failed.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { ui } from "../ui/texts.ts";
import { useTold } from "../writes/told.ts";
import { organisations } from "./texts.ts";
import "../organisation/organisation.css";

const OrganisationDocument = graphql(`
  query OneOrganisation($cvr: String!, $id: ID!, $signedIn: Boolean!) {
    organisation(cvr: $cvr) {
      id
      cvr
      name
      kind
      region
      municipalityCode
      inhabitants
      demoNumber
      validTo
      successor {
        cvr
        name
      }
      members {
        cvr
        name
      }
      profile {
        technologies
        systems
        inhabitants
        employees
        inhabitantBand
        employeeBand
        revision
      }
    }
    organisationContact(organisation: $id) @include(if: $signedIn) {
      role
      organisation
      mailbox
      telephone
      website
    }
    personal @include(if: $signedIn) {
      organisations {
        cvr
      }
    }
  }
`);

const FollowDocument = graphql(
  `mutation FollowOrganisation($input: FollowOrganisationInput!) { followOrganisation(input: $input) { ...Outcome } }`,
  [OutcomeFragment],
);
const UnfollowDocument = graphql(
  `mutation LeaveOrganisation($input: FollowOrganisationInput!) { unfollowOrganisation(input: $input) { ...Outcome } }`,
  [OutcomeFragment],
);

type Data = ResultOf<typeof OrganisationDocument>;
type Organisation = NonNullable<Data["organisation"]>;

/** One organisation: what it is, whom to ask, what it uses and what it shares. */
export function Component() {
  const { t, l } = useSpeech();
  const { cvr = "" } = useParams();
  const { viewer, known } = useSession();
  const [{ data, error, fetching }, again] = useQuery({
    query: OrganisationDocument,
    variables: { cvr, id: cvr, signedIn: viewer !== null },
    pause: !known,
  });
  const refresh = () => again({ requestPolicy: "network-only" });
  const found = data?.organisation;
  // A number that is not one of eight digits is refused by the server as no organisation's.
  if (!/^\d{8}$/.test(cvr) || (data && !found)) return <Missing />;
  const kind = found?.kind ? l.of("OrganisationKind", found.kind) : "";
  const region = found?.region ? l.of("Region", found.region) : "";
  return (
    <Page
      title={found?.name ?? t(ui.loading)}
      lead={[kind, region].filter(Boolean).join(" · ") || undefined}
    >
      {error && !data && !fetching && <Failed error={error} retry={refresh} />}
      {!data && !error && <Loading lines={8} />}
      {data && found && <Found data={data} found={found} refresh={refresh} />}
    </Page>
  );
}

function Missing() {
  const { t } = useSpeech();
  return (
    <Page title={t(organisations.none)} lead={t(organisations.noneWhy)}>
      <Link className="button button-primary" to="/organisationer">
        {t(organisations.all)}
      </Link>
    </Page>
  );
}

interface FoundProps {
  data: Data;
  found: Organisation;
  refresh: () => void;
}

function Found({ data, found, refresh }: FoundProps) {
  const { t } = useSpeech();
  const { viewer } = useSession();
  return (
    <div className="own">
      {viewer && viewer.organisation.cvr !== found.cvr && (
        <Follow data={data} cvr={found.cvr} refresh={refresh} />
      )}
      <Facts found={found} />
      {!viewer && <p className="muted">{t(organisations.contactSignIn)}</p>}
      {viewer && (
        <>
          <section aria-labelledby="contact">
            <h2 id="contact">{t(organisations.contact)}</h2>
            <ContactShown contact={data.organisationContact ?? null} />
          </section>
          <section aria-labelledby="uses">
            <h2 id="uses">{t(organisations.uses)}</h2>
            <ProfileShown profile={found.profile} />
          </section>
        </>
      )}
      <Cases cvr={found.cvr} />
    </div>
  );
}

function Facts({ found }: { found: Organisation }) {
  const { t, f } = useSpeech();
  return (
    <dl className="facts">
      <Fact name={t(organisations.cvr)}>
        {found.cvr}
        {found.demoNumber && ` (${t(organisations.demo).toLowerCase()})`}
      </Fact>
      {found.municipalityCode && <Fact name={t(organisations.code)}>{found.municipalityCode}</Fact>}
      {found.inhabitants && (
        <Fact name={t(organisations.inhabitants)}>{f.number(found.inhabitants)}</Fact>
      )}
      {found.validTo && <Fact name={t(organisations.ends)}>{f.longDate(found.validTo)}</Fact>}
      {found.successor && (
        <Fact name={t(organisations.successor)}>
          <Link to={`/organisationer/${found.successor.cvr}`}>{found.successor.name}</Link>
        </Fact>
      )}
      {found.members.length > 0 && (
        <Fact name={t(organisations.members)}>
          <ul>
            {found.members.map((one) => (
              <li key={one.cvr}>
                <Link to={`/organisationer/${one.cvr}`}>{one.name}</Link>
              </li>
            ))}
          </ul>
        </Fact>
      )}
    </dl>
  );
}

function Follow({ data, cvr, refresh }: { data: Data; cvr: string; refresh: () => void }) {
  const { t } = useSpeech();
  const told = useTold();
  const follow = useWrite(FollowDocument);
  const unfollow = useWrite(UnfollowDocument);
  const follows = data.personal?.organisations.some((one) => one.cvr === cvr) ?? false;
  const turn = async () => {
    const { write } = follows ? unfollow : follow;
    const words = follows ? organisations.unfollowed : organisations.followed;
    told(await write({ organisation: cvr }), words);
    refresh();
  };
  return (
    <div className="row-of-buttons">
      <IconButton
        icon="notifications"
        pressed={follows}
        disabled={follow.busy || unfollow.busy}
        onClick={turn}
      >
        {t(follows ? organisations.following : organisations.follow)}
      </IconButton>
    </div>
  );
}

function Cases({ cvr }: { cvr: string }) {
  const { t } = useSpeech();
  const question = {
    search: null,
    filter: { organisations: [cvr] },
    sort: { by: "CHANGED_AT" as const },
  };
  const [{ data }] = useQuery({ query: CasesDocument, variables: { ...question, after: null } });
  return (
    <section aria-labelledby="their-cases">
      <h2 id="their-cases">{t(organisations.theirCases)}</h2>
      {data?.cases.totalCount === 0 ? (
        <p>{t(organisations.noCases)}</p>
      ) : (
        <CaseList asked={question} />
      )}
    </section>
  );
}
