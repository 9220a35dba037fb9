import { Link, useParams } from "react-router";
import { type UseQueryResponse, useQuery } from "urql";
import { LatestEntries } from "../audit/LatestEntries.tsx";
import { bareId } from "../cases/address.ts";
import type { ResultOf } from "../client/graphql.ts";
import { useSession, type Viewer } from "../client/session.tsx";
import { Fact } from "../organisation/ProfileShown.tsx";
import { useSpeech } from "../texts/language.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Access } from "./Access.tsx";
import { AdministratorPage, ForAdministrators } from "./AdministratorPage.tsx";
import { departmentName } from "./departments.ts";
import { type Person, PersonDocument } from "./documents.ts";
import { Roles } from "./Roles.tsx";
import { departmentsOf, lockedOutBy } from "./standing.ts";
import { people } from "./texts.ts";

/** One person as their administrator sees them. */
export function Component() {
  const { t } = useSpeech();
  const { id = "" } = useParams();
  const { viewer } = useSession();
  const asked = useQuery({ query: PersonDocument, variables: { id }, pause: !viewer });
  const found = asked[0].data?.administration?.people.nodes[0];
  return (
    <AdministratorPage
      title={found?.name || t(people.users)}
      lead={({ organisation }) => organisation.name}
    >
      {(viewer) => (
        <>
          <p className="back">
            <Link to="/min-organisation/brugere">
              <Icon name="arrow-back" />
              {t(people.back)}
            </Link>
          </p>
          <Whole key={id} viewer={viewer} asked={asked} />
        </>
      )}
    </AdministratorPage>
  );
}

interface WholeProps {
  viewer: Viewer;
  asked: UseQueryResponse<ResultOf<typeof PersonDocument>, { id: string }>;
}

function Whole({ viewer, asked }: WholeProps) {
  const { t } = useSpeech();
  const [{ data, error, fetching }, again] = asked;
  const refresh = () => again({ requestPolicy: "network-only" });
  if (error && !data && !fetching) return <Failed error={error} retry={refresh} />;
  if (!data) return <Loading lines={10} />;
  const { administration } = data;
  if (!administration) return <ForAdministrators viewer={viewer} />;
  const person = administration.people.nodes[0];
  if (!person) {
    return (
      <Empty heading={t(people.unknownPerson)}>
        <p>{t(people.unknownPersonWhy)}</p>
      </Empty>
    );
  }
  const by = lockedOutBy(administration.auditLog.nodes);
  const parts = [
    <Roles
      key="roles"
      person={person}
      viewer={viewer}
      roles={administration.roles}
      refresh={refresh}
    />,
    <Access key="access" person={person} by={by} viewer={viewer} refresh={refresh} />,
  ];
  return (
    <div className="own">
      <Facts person={person} />
      {person.active ? parts : parts.reverse()}
      <section aria-labelledby="person-latest">
        <h2 id="person-latest">{t(people.latest)}</h2>
        <LatestEntries person={person.id ?? ""} />
        <p>
          <Link to={`/min-organisation/log?person=${bareId(person.id ?? "")}`}>
            {t(people.wholeLog, { name: person.name })}
          </Link>
        </p>
      </section>
    </div>
  );
}

function Facts({ person }: { person: Person }) {
  const { t, f } = useSpeech();
  const departments = departmentsOf(person).map((unit) => departmentName(unit, t));
  const groups = person.groups.map((group) => group.name);
  return (
    <dl className="facts">
      <Fact name={t(people.email)}>
        {person.email && <a href={`mailto:${person.email}`}>{person.email}</a>}
      </Fact>
      <Fact name={t(people.lastSignIn)}>
        {person.lastSignInAt ? f.moment(person.lastSignInAt) : t(people.never)}
      </Fact>
      <Fact name={t(people.provider)}>{person.provider?.label}</Fact>
      <Fact name={t(people.departments)}>{departments.join(", ")}</Fact>
      {groups.length > 0 && <Fact name={t(people.groupsOf)}>{groups.join(", ")}</Fact>}
    </dl>
  );
}
