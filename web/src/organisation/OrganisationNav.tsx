import { audit } from "../audit/texts.ts";
import { hasRole, mayContribute, useSession } from "../client/session.tsx";
import { people } from "../people/texts.ts";
import { useSpeech } from "../texts/language.tsx";
import { SubNav } from "../ui/SubNav.tsx";
import { organisation } from "./texts.ts";

/** The pages of one's own organisation; each is for those who can do something there. */
export function OrganisationNav() {
  const { t } = useSpeech();
  const { viewer } = useSession();
  const mayEdit = mayContribute(viewer);
  const places = [
    { to: "/min-organisation", name: t(organisation.portfolio), end: true },
    { to: "/min-organisation/rapport", name: t(organisation.report) },
    ...(mayEdit
      ? [
          { to: "/min-organisation/ret-flere", name: t(organisation.bulk) },
          { to: "/min-organisation/ind-og-ud", name: t(organisation.exchange) },
        ]
      : []),
    { to: "/min-organisation/profil", name: t(organisation.profile) },
    ...(hasRole(viewer, "ADMINISTRATOR")
      ? [
          { to: "/min-organisation/brugere", name: t(people.users) },
          { to: "/min-organisation/afdelinger", name: t(people.departments) },
          { to: "/min-organisation/grupper", name: t(people.groups) },
          { to: "/min-organisation/login", name: t(organisation.login) },
        ]
      : []),
    ...(hasRole(viewer, "ADMINISTRATOR", "API_ADMINISTRATOR")
      ? [{ to: "/min-organisation/programmer", name: t(organisation.programs) }]
      : []),
    ...(hasRole(viewer, "ADMINISTRATOR")
      ? [{ to: "/min-organisation/log", name: t(audit.title) }]
      : []),
  ];
  return <SubNav label={t(organisation.pages)} places={places} />;
}
