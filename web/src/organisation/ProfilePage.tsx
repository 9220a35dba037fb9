import { useQuery } from "urql";
import { graphql, type ResultOf } from "../client/graphql.ts";
import { hasRole } from "../client/session.tsx";
import { useSpeech } from "../texts/language.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Consent } from "./Consent.tsx";
import { ContactForm, ContactShown } from "./ContactForm.tsx";
import { OwnPage } from "./OwnPage.tsx";
import { ProfileForm } from "./ProfileForm.tsx";
import { ProfileShown } from "./ProfileShown.tsx";
import { organisation } from "./texts.ts";
import { type Branch, treeOf } from "./units.ts";
import "./organisation.css";

const OwnDocument = graphql(`
  query OwnOrganisation($cvr: String!, $id: ID!) {
    organisation(cvr: $cvr) {
      id
      cvr
      name
      inhabitants
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
    organisationContact(organisation: $id) {
      role
      organisation
      mailbox
      telephone
      website
    }
    statisticsConsent
    units {
      id
      name
      parent
    }
  }
`);

export type OwnData = ResultOf<typeof OwnDocument>;
export type Profile = NonNullable<NonNullable<OwnData["organisation"]>["profile"]>;
export type Contact = NonNullable<OwnData["organisationContact"]>;

/** What one's organisation says of itself, whom to ask there, and its departments. */
export function Component() {
  const { t } = useSpeech();
  return (
    <OwnPage
      title={(viewer) => t(organisation.profileTitle, { name: viewer.organisation.name })}
      lead={() => t(organisation.profileLead)}
    >
      {(viewer) => (
        <Own
          cvr={viewer.organisation.cvr}
          mayDescribe={hasRole(viewer, "SUPERUSER", "ADMINISTRATOR")}
          maySetContact={hasRole(viewer, "SUPERUSER")}
        />
      )}
    </OwnPage>
  );
}

interface OwnProps {
  cvr: string;
  mayDescribe: boolean;
  maySetContact: boolean;
}

function Own({ cvr, mayDescribe, maySetContact }: OwnProps) {
  const { t } = useSpeech();
  const [{ data, error, fetching }, again] = useQuery({
    query: OwnDocument,
    variables: { cvr, id: cvr },
  });
  const refresh = () => again({ requestPolicy: "network-only" });
  if (error && !data && !fetching) return <Failed error={error} retry={refresh} />;
  if (!data) return <Loading lines={8} />;
  const profile = data.organisation?.profile ?? null;
  return (
    <div className="own">
      <section>
        {mayDescribe ? (
          <ProfileForm key={profile?.revision} profile={profile} refresh={refresh} />
        ) : (
          <>
            <ProfileShown profile={profile} />
            <p className="muted">{t(organisation.profileReads)}</p>
          </>
        )}
      </section>
      <section aria-labelledby="contact">
        <h2 id="contact">{t(organisation.contact)}</h2>
        <p className="muted">{t(organisation.contactWhy)}</p>
        {maySetContact ? (
          <ContactForm contact={data.organisationContact} refresh={refresh} />
        ) : (
          <ContactShown contact={data.organisationContact} />
        )}
      </section>
      {mayDescribe && <Consent counted={data.statisticsConsent ?? false} refresh={refresh} />}
      <section aria-labelledby="departments">
        <h2 id="departments">{t(organisation.departments)}</h2>
        {data.units.length === 0 && <p>{t(organisation.departmentsNone)}</p>}
        <Departments tree={treeOf(data.units)} />
      </section>
    </div>
  );
}

function Departments({ tree }: { tree: Branch[] }) {
  if (tree.length === 0) return null;
  return (
    <ul>
      {tree.map((branch) => (
        <li key={branch.id}>
          {branch.name}
          <Departments tree={branch.parts} />
        </li>
      ))}
    </ul>
  );
}
