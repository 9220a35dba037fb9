import { useState } from "react";
import { useQuery } from "urql";
import type { Viewer } from "../client/session.tsx";
import { useSpeech } from "../texts/language.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Loading } from "../ui/Loading.tsx";
import { AdministratorPage, ForAdministrators } from "./AdministratorPage.tsx";
import { departmentName } from "./departments.ts";
import { type Group, GroupsDocument, type Role, type Unit } from "./documents.ts";
import { GroupDialog } from "./GroupDialog.tsx";
import { people } from "./texts.ts";
import "../ui/cards.css";

/** Groups that the organisation's own systems keep, and what they give. */
export function Component() {
  const { t } = useSpeech();
  return (
    <AdministratorPage title={t(people.groups)} lead={() => t(people.groupsLead)}>
      {(viewer) => <Whole viewer={viewer} />}
    </AdministratorPage>
  );
}

function Whole({ viewer }: { viewer: Viewer }) {
  const { t } = useSpeech();
  const [{ data, error, fetching }, again] = useQuery({ query: GroupsDocument });
  const refresh = () => again({ requestPolicy: "network-only" });
  if (error && !data && !fetching) return <Failed error={error} retry={refresh} />;
  if (!data) return <Loading lines={8} />;
  if (!data.administration) return <ForAdministrators viewer={viewer} />;
  const groups = data.provisionedGroups ?? [];
  if (groups.length === 0) {
    return (
      <Empty heading={t(people.noGroups)}>
        <p>{t(people.noGroupsWhy)}</p>
      </Empty>
    );
  }
  return (
    <Table groups={groups} units={data.units} roles={data.administration.roles} refresh={refresh} />
  );
}

interface TableProps {
  groups: readonly Group[];
  units: readonly Unit[];
  roles: readonly Role[];
  refresh: () => void;
}

function Table({ groups, units, roles, refresh }: TableProps) {
  const { t } = useSpeech();
  const [asked, setAsked] = useState<Group | null>(null);
  return (
    <>
      <table className="table table--cards">
        <caption className="sr-only">{t(people.groupList)}</caption>
        <thead>
          <tr>
            {(["group", "members", "gives", "tools"] as const).map((one) => (
              <th key={one} scope="col">
                {t(people[one])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <Row key={group.id} group={group} units={units} onAsk={() => setAsked(group)} />
          ))}
        </tbody>
      </table>
      {asked && (
        <GroupDialog
          group={asked}
          units={units}
          roles={roles}
          onClose={(done) => {
            setAsked(null);
            if (done) refresh();
          }}
        />
      )}
    </>
  );
}

interface RowProps {
  group: Group;
  units: readonly Unit[];
  onAsk: () => void;
}

function Row({ group, units, onAsk }: RowProps) {
  const { t, f, l } = useSpeech();
  const { name, members, roles, unit: id } = group;
  const unit = id && (units.find((one) => one.id === id) ?? { id, name: null });
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-name={t(people.members)}>{f.number(members)}</td>
      <td data-name={t(people.gives)}>
        {roles.length === 0 && !unit && <span className="muted">{t(people.givesNothing)}</span>}
        {roles.map((role) => (
          <p key={role}>
            {l.of("Role", role)}
            {role === "LOCAL_SUPERUSER" && (
              <span className="people-note">
                {unit
                  ? t(people.covers, { departments: departmentName(unit, t) })
                  : t(people.ownDepartments)}
              </span>
            )}
          </p>
        ))}
        {unit && !roles.includes("LOCAL_SUPERUSER") && (
          <p className="people-note">
            {t(people.belongs, { department: departmentName(unit, t) })}
          </p>
        )}
      </td>
      <td>
        <button type="button" className="text-button" onClick={onAsk}>
          {t(people.change)}
          <span className="sr-only"> {name}</span>
        </button>
      </td>
    </tr>
  );
}
