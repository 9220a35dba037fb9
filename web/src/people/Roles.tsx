import { useState } from "react";
import type { Viewer } from "../client/session.tsx";
import { useSpeech } from "../texts/language.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { useFocusKept } from "../ui/useFocusKept.ts";
import { ConfirmDialog } from "../writes/ConfirmDialog.tsx";
import { usePlainWrite } from "../writes/usePlainWrite.ts";
import { Covers } from "./Covers.tsx";
import { type Given, type Giving, type Person, type Role, TakeRoleDocument } from "./documents.ts";
import { GiveRoleDialog } from "./GiveRoleDialog.tsx";
import {
  coveredByClaims,
  coveredHere,
  departmentsOfOthers,
  type Held,
  heldBy,
  isOfPlatform,
} from "./standing.ts";
import { people, powers } from "./texts.ts";

interface Props {
  person: Person;
  viewer: Viewer;
  /** The roles that can be given. */
  roles: readonly Role[];
  refresh: () => void;
}

type Asked = { what: "give" | "departments" } | { what: "take"; held: Held };

/** What somebody may do, where it comes from, and what can be changed of it here. */
export function Roles({ person, viewer, roles, refresh }: Props) {
  const { t } = useSpeech();
  const [asked, setAsked] = useState<Asked | null>(null);
  const held = heldBy(person);
  const heading = useFocusKept<HTMLHeadingElement>(person.givenRoles.length);
  const close = (done: boolean) => {
    setAsked(null);
    if (done) refresh();
  };
  return (
    <section aria-labelledby="person-roles">
      <h2 id="person-roles" ref={heading} tabIndex={-1}>
        {t(people.roles)}
      </h2>
      <p className="muted">{t(people.rolesLead)}</p>
      {held.length === 0 && <p>{t(people.noRoles)}</p>}
      <ul className="people-roles unstyled-list no-max-width">
        {held.map((one) => (
          <li key={one.role}>
            <OneRole held={one} person={person} isOwn={person.id === viewer.id} onAsk={setAsked} />
          </li>
        ))}
      </ul>
      <div className="row-of-buttons">
        <IconButton icon="plus" kind="primary" onClick={() => setAsked({ what: "give" })}>
          {t(people.give)}
        </IconButton>
      </div>
      {asked?.what === "give" && <GiveRoleDialog person={person} roles={roles} onClose={close} />}
      {asked?.what === "departments" && (
        <GiveRoleDialog person={person} roles={roles} departments onClose={close} />
      )}
      {asked?.what === "take" && <TakeDialog person={person} held={asked.held} onClose={close} />}
    </section>
  );
}

interface OneProps {
  held: Held;
  person: Person;
  isOwn: boolean;
  onAsk: (asked: Asked) => void;
}

function OneRole({ held, person, isOwn, onAsk }: OneProps) {
  const { t, l } = useSpeech();
  const { role, claimed, given, groups } = held;
  const why = isOfPlatform(role)
    ? people.platformWhy
    : isOwn && role === "ADMINISTRATOR" && given
      ? people.ownWhy
      : null;
  const named = l.of("Role", role);
  return (
    <>
      <div className="people-role">
        <h3>{named}</h3>
        <p>{t(powers[role])}</p>
        {claimed && <Claimed role={role} person={person} />}
        {given && <GivenHere given={given} />}
        {groups.map((group) => (
          <ByGroup key={group.name} role={role} group={group} person={person} />
        ))}
        {why && <p className="muted small">{t(why)}</p>}
      </div>
      {given && !why && (
        <div className="people-tools">
          {role === "LOCAL_SUPERUSER" && (
            <button
              type="button"
              className="text-button"
              onClick={() => onAsk({ what: "departments" })}
            >
              {t(people.changeDepartments)}
            </button>
          )}
          <button
            type="button"
            className="text-button"
            onClick={() => onAsk({ what: "take", held })}
          >
            {t(people.take)}
            <span className="sr-only"> {named}</span>
          </button>
        </div>
      )}
    </>
  );
}

function Claimed({ role, person }: { role: Role; person: Person }) {
  const { t } = useSpeech();
  const provider = person.provider?.label;
  const covers = role === "LOCAL_SUPERUSER" ? coveredByClaims(person) : [];
  return (
    <p className="muted small">
      {provider ? t(people.claimedWhy, { provider }) : t(people.claimedPlainWhy)}{" "}
      <Covers limits={covers} />
    </p>
  );
}

interface GroupProps {
  role: Role;
  group: Giving;
  person: Person;
}

function ByGroup({ role, group, person }: GroupProps) {
  const { t } = useSpeech();
  const departments = group.department ? [group.department] : departmentsOfOthers(person);
  const covers = { numbers: [], departments };
  return (
    <p className="muted small">
      {t(people.groupWhy, { group: group.name })}{" "}
      <Covers limits={role === "LOCAL_SUPERUSER" ? [covers] : []} />
    </p>
  );
}

function GivenHere({ given }: { given: Given }) {
  const { t, f } = useSpeech();
  const when = given.givenAt ? f.longDate(given.givenAt) : "";
  return (
    <p className="muted small">
      {given.givenBy
        ? t(people.givenBy, { name: given.givenBy.name ?? t(people.somebody), when })
        : t(people.givenByOperator, { when })}{" "}
      <Covers limits={[coveredHere(given)]} />
    </p>
  );
}

interface TakeProps {
  person: Person;
  held: Held;
  onClose: (done: boolean) => void;
}

function TakeDialog({ person, held, onClose }: TakeProps) {
  const { t, l } = useSpeech();
  const { write } = usePlainWrite(TakeRoleDocument);
  const { role, claimed, groups } = held;
  const { name } = person;
  return (
    <ConfirmDialog
      title={t(people.takeOf, { role: l.of("Role", role), name })}
      act={t(people.take)}
      done={t(people.taken)}
      run={() => write({ personId: person.id ?? "", role })}
      onClose={onClose}
    >
      <p>{t(claimed || groups.length > 0 ? people.takeStill : people.takeWhy, { name })}</p>
    </ConfirmDialog>
  );
}
