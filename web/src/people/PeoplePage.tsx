import { Link } from "react-router";
import { useQuery } from "urql";
import { bareId } from "../cases/address.ts";
import type { Viewer } from "../client/session.tsx";
import { valuesOf } from "../texts/labels.ts";
import { useSpeech } from "../texts/language.tsx";
import { useChoices } from "../ui/address.ts";
import { Empty } from "../ui/Empty.tsx";
import { Failed } from "../ui/Failed.tsx";
import { SelectField } from "../ui/fields.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Pager, type Pages, usePages } from "../ui/Pager.tsx";
import { SearchField } from "../ui/SearchField.tsx";
import { AdministratorPage, ForAdministrators } from "./AdministratorPage.tsx";
import { departmentName } from "./departments.ts";
import { PeopleDocument, type Person, type Role } from "./documents.ts";
import { departmentsOf, type Held, heldBy } from "./standing.ts";
import { people } from "./texts.ts";
import "../ui/cards.css";

const FIRST = 20;

/** Everybody of one's organisation who has signed in. */
export function Component() {
  const { t } = useSpeech();
  return (
    <AdministratorPage
      title={t(people.users)}
      lead={({ organisation: { name } }) => t(people.usersLead, { organisation: name })}
    >
      {(viewer) => <Found viewer={viewer} />}
    </AdministratorPage>
  );
}

/** The value, where it is one of these. */
function oneOf<T extends string>(values: readonly string[], value: string | null): T | null {
  return value !== null && values.includes(value) ? (value as T) : null;
}

function Found({ viewer }: { viewer: Viewer }) {
  const { t } = useSpeech();
  const { params } = useChoices();
  const search = (params.get("q") ?? "").trim().slice(0, 100);
  const role = oneOf<Role>(valuesOf("Role"), params.get("rolle"));
  const standing = oneOf<"inde" | "ude">(["inde", "ude"], params.get("adgang"));
  const pages = usePages(`${search} ${role} ${standing}`);
  const filter = { search: search || null, role, active: standing && standing === "inde" };
  const [{ data, error, fetching }, again] = useQuery({
    query: PeopleDocument,
    variables: { filter, first: FIRST, after: pages.after },
  });
  if (data && data.administration === null) return <ForAdministrators viewer={viewer} />;
  const found = data?.administration?.people;
  const next = found?.pageInfo.hasNextPage ? found.pageInfo.endCursor : null;
  return (
    <>
      <Choices />
      {error && !found && !fetching && (
        <Failed error={error} retry={() => again({ requestPolicy: "network-only" })} />
      )}
      {!found && !error && <Loading lines={8} />}
      {found && <Count count={found.totalCount ?? 0} pages={pages} />}
      {found?.nodes.length === 0 && pages.at === 0 && (
        <Empty heading={t(people.none)}>
          <p>{t(people.noneWhy)}</p>
        </Empty>
      )}
      {found?.nodes.length === 0 && pages.at > 0 && <p>{t(people.nothingMore)}</p>}
      {found && found.nodes.length > 0 && <Table found={found.nodes} />}
      {found && <Pager pages={pages} next={next} />}
    </>
  );
}

function Choices() {
  const { t, l } = useSpeech();
  const { params, put } = useChoices();
  return (
    <form className="people-choices" onSubmit={(event) => event.preventDefault()}>
      <SearchField
        label={t(people.search)}
        value={params.get("q") ?? ""}
        onChange={(value) => put("q", value)}
      />
      <SelectField
        label={t(people.role)}
        none={t(people.anyRole)}
        options={valuesOf("Role").map((value) => ({ value, name: l.of("Role", value) }))}
        value={params.get("rolle") ?? ""}
        onChange={(value) => put("rolle", value)}
      />
      <SelectField
        label={t(people.standing)}
        none={t(people.anyStanding)}
        options={[
          { value: "inde", name: t(people.isIn) },
          { value: "ude", name: t(people.isOut) },
        ]}
        value={params.get("adgang") ?? ""}
        onChange={(value) => put("adgang", value)}
      />
    </form>
  );
}

function Count({ count, pages }: { count: number; pages: Pages }) {
  const { t } = useSpeech();
  return (
    <p role="status" tabIndex={-1} ref={pages.top} className="people-count">
      {pages.at > 0
        ? t(people.foundOnPage, { count, page: pages.at + 1 })
        : t(people.found, { count })}
    </p>
  );
}

function Table({ found }: { found: readonly Person[] }) {
  const { t } = useSpeech();
  return (
    <table className="table table--cards">
      <caption className="sr-only">{t(people.list)}</caption>
      <thead>
        <tr>
          {(["name", "department", "roles", "lastSignIn", "standing"] as const).map((one) => (
            <th key={one} scope="col">
              {t(people[one])}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {found.map((one) => (
          <Row key={one.id} one={one} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ one }: { one: Person }) {
  const { t, f, l } = useSpeech();
  return (
    <tr>
      <th scope="row">
        <Link to={`/min-organisation/brugere/${bareId(one.id ?? "")}`}>{one.name}</Link>
        <span className="people-note">{one.email}</span>
      </th>
      <td data-name={t(people.department)}>
        {departmentsOf(one)
          .map((unit) => departmentName(unit, t))
          .join(", ") || "–"}
      </td>
      <td data-name={t(people.roles)}>
        {heldBy(one).map((held) => (
          <p key={held.role}>
            {l.of("Role", held.role)} <From held={held} />
          </p>
        ))}
      </td>
      <td data-name={t(people.lastSignIn)}>
        {one.lastSignInAt ? f.moment(one.lastSignInAt) : t(people.never)}
      </td>
      <td data-name={t(people.standing)}>
        <span className={one.active ? "chip chip--plain" : "chip chip--warning"}>
          {t(one.active ? people.isIn : people.isOut)}
        </span>
        {!one.active && (
          <span className="people-note">
            {t(one.locked ? people.isLocked : one.disabled ? people.isDisabled : people.isKeptOut)}
          </span>
        )}
      </td>
    </tr>
  );
}

/** Where a role comes from, in few words. */
function From({ held }: { held: Held }) {
  const { t, language } = useSpeech();
  const sources = [
    ...(held.claimed ? [t(people.fromSignIn)] : []),
    ...(held.given ? [t(people.fromHere)] : []),
    ...held.groups.map(({ name }) => t(people.fromGroup, { group: name })),
  ];
  const list = new Intl.ListFormat(language, { type: "conjunction" });
  return <span className="muted small">{list.format(sources)}</span>;
}
