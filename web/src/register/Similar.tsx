import { Link } from "react-router";
import { useQuery } from "urql";
import { caseAddress } from "../cases/address.ts";
import { graphql } from "../client/graphql.ts";
import { useSpeech } from "../texts/language.tsx";
import { useSettled } from "../ui/useSettled.ts";
import { register } from "./texts.ts";

const SimilarDocument = graphql(`
  query Similar($title: String!) {
    possibleDuplicates(title: $title, first: 3) {
      case {
        id
        basics {
          title
        }
        lead {
          name
        }
      }
    }
  }
`);

/** Cases that are called something like it, so that nobody begins anew without need. */
export function Similar({ title }: { title: string }) {
  const { t } = useSpeech();
  const asked = useSettled(title.trim().slice(0, 120));
  const [{ data }] = useQuery({
    query: SimilarDocument,
    variables: { title: asked },
    pause: asked.length < 5,
  });
  const found = asked.length < 5 ? [] : (data?.possibleDuplicates.map((one) => one.case) ?? []);
  return (
    <div role="status">
      {found.length > 0 && (
        <div className="similar">
          <p>
            <strong>{t(register.similar)}</strong> {t(register.similarWhy)}
          </p>
          <ul>
            {found.map((one) => (
              <li key={one.id}>
                <Link to={caseAddress(one.id)}>{one.basics.title}</Link>, {one.lead.name}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
