import { Link } from "react-router";
import { useQuery } from "urql";
import { bareId } from "../cases/address.ts";
import type { Viewer } from "../client/session.tsx";
import { type Branch, treeOf } from "../organisation/units.ts";
import { useSpeech } from "../texts/language.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Loading } from "../ui/Loading.tsx";
import { AdministratorPage, ForAdministrators } from "./AdministratorPage.tsx";
import {
  type Group,
  GroupsDocument,
  type Limit,
  PeopleDocument,
  type Person,
} from "./documents.ts";
import { coveredByClaims, coveredHere, departmentsOfOthers } from "./standing.ts";
import { people } from "./texts.ts";

/** The departments of one's own organisation, and who is a local superuser where. */
export function Component() {
  const { t } = useSpeech();
  return (
    <AdministratorPage
      title={t(people.departments)}
      lead={({ organisation: { name } }) => t(people.departmentsLead, { organisation: name })}
    >
      {(viewer) => <Whole viewer={viewer} />}
    </AdministratorPage>
  );
}

/** A local superuser of a department; with numbers of those of its cases that carry one alone. */
interface Here {
  person: Person;
  numbers: readonly string[];
}

/** Who is a local superuser of a department. */
interface Covering {
  people: Here[];
  groups: Group[];
}

/** Everything that somebody is a local superuser of, but for what groups name. */
function limitsOf(person: Person): Limit[] {
  const given = person.givenRoles.find(({ role }) => role === "LOCAL_SUPERUSER");
  const claimed = person.claimedRoles.includes("LOCAL_SUPERUSER") ? coveredByClaims(person) : [];
  const bare = person.groups.some(
    (group) => group.roles.includes("LOCAL_SUPERUSER") && !group.department,
  );
  const others = bare ? [{ numbers: [], departments: departmentsOfOthers(person) }] : [];
  return [...(given ? [coveredHere(given)] : []), ...claimed, ...others];
}

/** Local superusers and groups by the departments that are named for them. */
function byDepartment(found: readonly Person[], groups: readonly Group[]) {
  const by = new Map<string, Covering>();
  const at = (id: string) => {
    const known = by.get(id) ?? { people: [], groups: [] };
    by.set(id, known);
    return known;
  };
  for (const person of found) {
    for (const { numbers, departments } of limitsOf(person)) {
      for (const { id } of departments) {
        const { people: here } = at(id);
        const before = here.find((one) => one.person.id === person.id);
        if (!before) here.push({ person, numbers });
        else if (numbers.length === 0) before.numbers = numbers;
        else if (before.numbers.length > 0) before.numbers = [...before.numbers, ...numbers];
      }
    }
  }
  for (const group of groups) {
    if (group.unit && group.roles.includes("LOCAL_SUPERUSER")) at(group.unit).groups.push(group);
  }
  return by;
}

function Whole({ viewer }: { viewer: Viewer }) {
  const { t } = useSpeech();
  const [asked, again] = useQuery({ query: GroupsDocument });
  const [superusers, askAgain] = useQuery({
    query: PeopleDocument,
    variables: { filter: { role: "LOCAL_SUPERUSER" }, first: 100, after: null },
  });
  const { data } = asked;
  const found = superusers.data?.administration?.people;
  const error = (!data && asked.error) || (!found && superusers.error);
  const retry = () => {
    again({ requestPolicy: "network-only" });
    askAgain({ requestPolicy: "network-only" });
  };
  if (error && !asked.fetching && !superusers.fetching) {
    return <Failed error={error} retry={retry} />;
  }
  if (data && data.administration === null) return <ForAdministrators viewer={viewer} />;
  if (!data || !found) return <Loading lines={10} />;
  if (data.units.length === 0) {
    return (
      <Empty heading={t(people.noUnits)}>
        <p>{t(people.noUnitsWhy)}</p>
      </Empty>
    );
  }
  const by = byDepartment(found.nodes, data.provisionedGroups ?? []);
  const known = new Set(data.units.map((unit) => unit.id));
  const lost = [...by].filter(([id]) => !known.has(id));
  return (
    <>
      <p>{t(people.everyDepartment, { count: data.units.length })}</p>
      <div className="department-tree">
        <Branches branches={treeOf(data.units)} by={by} />
      </div>
      {lost.length > 0 && (
        <section aria-labelledby="lost">
          <h2 id="lost">{t(people.lostSuperusers)}</h2>
          <ul>
            {lost.map(([id, covering]) => (
              <li key={id}>
                {id} <Superusers covering={covering} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {found.pageInfo.hasNextPage && <p className="muted">{t(people.notAllSuperusers)}</p>}
    </>
  );
}

function Branches({ branches, by }: { branches: readonly Branch[]; by: Map<string, Covering> }) {
  return (
    <ul className="unstyled-list no-max-width">
      {branches.map((branch) => {
        const covering = by.get(branch.id);
        return (
          <li key={branch.id}>
            {branch.name}
            {covering && <Superusers covering={covering} />}
            {branch.parts.length > 0 && <Branches branches={branch.parts} by={by} />}
          </li>
        );
      })}
    </ul>
  );
}

function Superusers({ covering }: { covering: Covering }) {
  const { t, language } = useSpeech();
  const list = new Intl.ListFormat(language, { type: "conjunction" });
  return (
    <span className="people-note">
      {t(people.superusersHere)}{" "}
      {covering.people.map(({ person, numbers }, at) => (
        <span key={person.id}>
          {at > 0 && ", "}
          <Link to={`/min-organisation/brugere/${bareId(person.id ?? "")}`}>{person.name}</Link>
          {numbers.length > 0 && ` (${t(people.onlyNumbers, { numbers: list.format(numbers) })})`}
        </span>
      ))}
      {covering.groups.map((group, at) => (
        <span key={group.id}>
          {(at > 0 || covering.people.length > 0) && ", "}
          <Link to="/min-organisation/grupper">{t(people.groupHere, { name: group.name })}</Link>
        </span>
      ))}
    </span>
  );
}
