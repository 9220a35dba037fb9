import type { ReactNode } from "react";
import { Link } from "react-router";
import { useSpeech } from "../texts/language.tsx";
import { ui } from "../ui/texts.ts";
import type { Profile } from "./ProfilePage.tsx";
import { organisation } from "./texts.ts";

/** What an organisation says of itself; each name leads to the cases that use it. */
export function ProfileShown({ profile }: { profile: Profile | null }) {
  const { t, f, l } = useSpeech();
  const number = (figure: number | null, band: string | null) => figure ?? band;
  const inhabitants = profile && number(profile.inhabitants, profile.inhabitantBand);
  const employees = profile && number(profile.employees, profile.employeeBand);
  return (
    <dl className="facts">
      <Fact name={t(organisation.technologies)}>
        <Names names={profile?.technologies ?? []} param="teknologi" />
      </Fact>
      <Fact name={t(organisation.systems)}>
        <Names names={profile?.systems ?? []} param="system" />
      </Fact>
      <Fact name={t(organisation.inhabitants)}>
        {typeof inhabitants === "number" && f.number(inhabitants)}
        {typeof inhabitants === "string" && l.of("InhabitantBand", inhabitants)}
      </Fact>
      <Fact name={t(organisation.employees)}>
        {typeof employees === "number" && f.number(employees)}
        {typeof employees === "string" && l.of("EmployeeBand", employees)}
      </Fact>
    </dl>
  );
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  const { t } = useSpeech();
  const parts = [children].flat().filter(Boolean);
  return (
    <div>
      <dt>{name}</dt>
      <dd>{parts.length > 0 ? parts : <span className="muted">{t(ui.notStated)}</span>}</dd>
    </div>
  );
}

function Names({ names, param }: { names: readonly string[]; param: string }) {
  const { t } = useSpeech();
  if (names.length === 0) return <span className="muted">{t(ui.notStated)}</span>;
  return (
    <ul className="chips unstyled-list no-max-width">
      {names.map((name) => (
        <li key={name} className="chip">
          <Link to={`/loesninger?${new URLSearchParams({ [param]: name })}`}>{name}</Link>
        </li>
      ))}
    </ul>
  );
}
