import type { ReactNode } from "react";
import { Link } from "react-router";
import { useQuery } from "urql";
import { hasRole, type Viewer } from "../client/session.tsx";
import { OwnPage } from "../organisation/OwnPage.tsx";
import { useSpeech } from "../texts/language.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Loading } from "../ui/Loading.tsx";
import { NoRight } from "../ui/NoRight.tsx";
import { Addresses } from "./Addresses.tsx";
import { type Provider, ProvidersDocument } from "./documents.ts";
import { providers } from "./texts.ts";
import { providerAddress } from "./useTrial.ts";
import "../ui/cards.css";
import "./providers.css";

/** The providers that one's organisation signs in at. */
export function Component() {
  const { t } = useSpeech();
  return (
    <LoginPage title={t(providers.title)} lead={t(providers.lead)}>
      {() => <All />}
    </LoginPage>
  );
}

interface LoginProps {
  title: string;
  lead: string;
  children: (viewer: Viewer) => ReactNode;
}

/** A page about one's organisation's sign-in, for its administrators. */
export function LoginPage({ title, lead, children }: LoginProps) {
  const { t } = useSpeech();
  return (
    <OwnPage title={() => title} lead={() => lead}>
      {(viewer) =>
        hasRole(viewer, "ADMINISTRATOR") ? (
          children(viewer)
        ) : (
          <NoRight>{t(providers.noRight, { organisation: viewer.organisation.name })}</NoRight>
        )
      }
    </OwnPage>
  );
}

function All() {
  const { t } = useSpeech();
  const [{ data, error, fetching }, again] = useQuery({ query: ProvidersDocument });
  const all = data?.administration?.identityProviders;
  return (
    <>
      {error && !data && !fetching && (
        <Failed error={error} retry={() => again({ requestPolicy: "network-only" })} />
      )}
      {!data && !error && <Loading lines={6} />}
      {all && (
        <div className="row-of-buttons">
          <Link className="button button-primary" to={providerAddress("ny")}>
            <Icon name="plus" />
            {t(providers.add)}
          </Link>
        </div>
      )}
      {all?.length === 0 && (
        <Empty heading={t(providers.none)}>
          <p>{t(providers.noneWhy)}</p>
        </Empty>
      )}
      {all && all.length > 0 && <Table all={all} />}
      <Addresses />
    </>
  );
}

function Table({ all }: { all: readonly Provider[] }) {
  const { t, l } = useSpeech();
  return (
    <table className="table table--cards" aria-label={t(providers.table)}>
      <thead>
        <tr>
          <th scope="col">{l.field("label")}</th>
          <th scope="col">{t(providers.state)}</th>
          <th scope="col">{l.field("issuer")}</th>
          <th scope="col">{t(providers.domains)}</th>
          <th scope="col">{t(providers.tools)}</th>
        </tr>
      </thead>
      <tbody>
        {all.map((one) => (
          <tr key={one.id}>
            <th scope="row">{one.label}</th>
            <td data-name={t(providers.state)}>
              <span className={one.active ? "chip" : "chip chip--plain"}>
                {t(one.active ? providers.on : providers.off)}
              </span>
            </td>
            <td data-name={l.field("issuer")}>{one.issuer}</td>
            <td data-name={t(providers.domains)}>
              {one.emailDomains.join(", ") || t(providers.anyDomain)}
            </td>
            <td>
              <Link to={providerAddress(one.id)}>
                {t(providers.edit)}
                <span className="sr-only"> {one.label}</span>
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
