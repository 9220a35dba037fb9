import { Link } from "react-router";
import { SignInNeeded } from "../app/SignInNeeded.tsx";
import { useSession, type Viewer } from "../client/session.tsx";
import { Personal } from "../inbox/Personal.tsx";
import { Fact } from "../organisation/ProfileShown.tsx";
import { Sessions } from "../sessions/Sessions.tsx";
import { useSpeech } from "../texts/language.tsx";
import type { Language } from "../texts/texts.ts";
import { RadioGroup } from "../ui/fields.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page } from "../ui/Page.tsx";
import { Covered } from "./Covered.tsx";
import { profile, rights } from "./texts.ts";
import "../organisation/organisation.css";

/** Who one is here, what one may do, and what one is told of. */
export function Component() {
  const { t } = useSpeech();
  const { viewer, known } = useSession();
  if (known && !viewer) return <SignInNeeded />;
  return (
    <Page title={t(profile.title)} lead={t(profile.lead)}>
      {viewer ? <Own viewer={viewer} /> : <Loading lines={8} />}
    </Page>
  );
}

function Own({ viewer }: { viewer: Viewer }) {
  const { t, l, language, choose } = useSpeech();
  return (
    <div className="own">
      <section aria-labelledby="you">
        <h2 id="you">{t(profile.you)}</h2>
        <dl className="facts">
          <Fact name={t(profile.name)}>{viewer.name}</Fact>
          <Fact name={t(profile.email)}>{viewer.email}</Fact>
          <Fact name={t(profile.organisation)}>
            <Link to={`/organisationer/${viewer.organisation.cvr}`}>
              {viewer.organisation.name}
            </Link>
          </Fact>
        </dl>
        <p className="muted small">{t(profile.fromThem)}</p>
      </section>
      <section aria-labelledby="roles">
        <h2 id="roles">{t(profile.roles)}</h2>
        <dl className="facts">
          {viewer.roles.map((role) => (
            <div key={role}>
              <dt>{l.of("Role", role)}</dt>
              <dd>
                {t(rights[role])}
                {role === "LOCAL_SUPERUSER" && <Covered />}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <section aria-labelledby="told">
        <h2 id="told">{t(profile.told)}</h2>
        <p>{t(profile.toldWhy)}</p>
        <ul>
          <li>
            <Link to="/profil/beskeder">{t(profile.choose)}</Link>
          </li>
          <li>
            <Link to="/loesninger?fulgte=ja">{t(profile.followedCases)}</Link>
          </li>
          <li>
            <Link to="/gemte-soegninger">{t(profile.searches)}</Link>
          </li>
          <li>
            <Link to="/organisationer">{t(profile.findOrganisations)}</Link>
          </li>
        </ul>
      </section>
      <div className="own">
        <Personal />
      </div>
      <Sessions />
      <section>
        <RadioGroup
          legend={t(profile.language)}
          hint={t(profile.languageHint)}
          value={language}
          options={[
            { value: "da", name: "Dansk" },
            { value: "en", name: "English" },
          ]}
          onChange={(value) => choose(value as Language)}
        />
      </section>
    </div>
  );
}
