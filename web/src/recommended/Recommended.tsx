import type { ReactNode } from "react";
import { Link } from "react-router";
import { useQuery } from "urql";
import { CaseCard, CaseCardFragment } from "../cases/CaseCard.tsx";
import { graphql, type ResultOf } from "../client/graphql.ts";
import { hasRole, type Viewer } from "../client/session.tsx";
import { useSpeech } from "../texts/language.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Loading } from "../ui/Loading.tsx";
import { recommended } from "./texts.ts";

const RecommendedDocument = graphql(
  `
    query Recommended($cvr: String!, $first: Int!) {
      recommended(first: $first) {
        technologies
        systems
        similarSize
        case {
          ...CaseCard
        }
      }
      organisation(cvr: $cvr) {
        id
        profile {
          technologies
          systems
        }
      }
    }
  `,
  [CaseCardFragment],
);

type Found = ResultOf<typeof RecommendedDocument>["recommended"][number];

const PROFILE = "/min-organisation/profil";

interface Props {
  viewer: Viewer;
  first: number;
  /** Shown only where there is something to read or to do, as among other things on a page. */
  aside?: boolean;
}

/** Cases of others that suit the viewer's organisation, and why; or what is missing to find some. */
export function Recommended({ viewer, first, aside = false }: Props) {
  const { cvr } = viewer.organisation;
  const [{ data, error, fetching }, again] = useQuery({
    query: RecommendedDocument,
    variables: { cvr, first },
  });
  const mayDescribe = hasRole(viewer, "SUPERUSER", "ADMINISTRATOR");
  const profile = data?.organisation?.profile;
  const saysNothing = !profile || profile.technologies.length + profile.systems.length === 0;
  if (data && data.recommended.length === 0 && aside && !(saysNothing && mayDescribe)) return null;
  return (
    <Around name={viewer.organisation.name}>
      {error && !data && !fetching && (
        <Failed error={error} retry={() => again({ requestPolicy: "network-only" })} />
      )}
      {!data && !error && <Loading lines={4} />}
      {data && data.recommended.length > 0 && <Cards found={data.recommended} />}
      {data && data.recommended.length === 0 && (
        <Nothing saysNothing={saysNothing} mayDescribe={mayDescribe} />
      )}
    </Around>
  );
}

function Around({ name, children }: { name: string; children: ReactNode }) {
  const { t } = useSpeech();
  return (
    <section className="no-print" aria-labelledby="recommended">
      <h2 id="recommended">{t(recommended.title, { organisation: name })}</h2>
      {children}
    </section>
  );
}

function Cards({ found }: { found: readonly Found[] }) {
  const { t } = useSpeech();
  return (
    <>
      <p>
        {t(recommended.why)} <Link to={PROFILE}>{t(recommended.profile)}</Link>
      </p>
      <ul className="case-list case-list--beside unstyled-list no-max-width">
        {found.map((one) => (
          <li key={one.case.id}>
            <CaseCard found={one.case}>
              <Why found={one} />
            </CaseCard>
          </li>
        ))}
      </ul>
    </>
  );
}

function Why({ found }: { found: Found }) {
  const { t } = useSpeech();
  const { technologies, systems, similarSize } = found;
  return (
    <div className="case-card-reasons">
      {technologies.length > 0 && (
        <p className="case-card-why">
          {t(recommended.technologies)} <strong>{technologies.join(", ")}</strong>
        </p>
      )}
      {systems.length > 0 && (
        <p className="case-card-why">
          {t(recommended.systems)} <strong>{systems.join(", ")}</strong>
        </p>
      )}
      {similarSize && <p className="case-card-why">{t(recommended.similarSize)}</p>}
    </div>
  );
}

interface NothingProps {
  saysNothing: boolean;
  mayDescribe: boolean;
}

function Nothing({ saysNothing, mayDescribe }: NothingProps) {
  const { t } = useSpeech();
  const words = mayDescribe ? recommended.noProfile : recommended.askThem;
  return (
    <>
      <p>{t(saysNothing ? words : recommended.none)}</p>
      <p>
        <Link to={PROFILE}>
          {t(saysNothing && mayDescribe ? recommended.describe : recommended.profile)}
        </Link>
      </p>
    </>
  );
}
