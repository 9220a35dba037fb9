import { useQuery } from "urql";
import { graphql } from "../client/graphql.ts";
import { Covers } from "../people/Covers.tsx";
import { useSpeech } from "../texts/language.tsx";
import { profile } from "./texts.ts";

const CoveredDocument = graphql(`
  query Covered {
    viewer {
      units
      subjects {
        numbers
        departments {
          id
          name
        }
      }
    }
  }
`);

/** What one's own role of local superuser covers, as it is held against cases. */
export function Covered() {
  const { t } = useSpeech();
  const [{ data }] = useQuery({ query: CoveredDocument });
  if (!data?.viewer) return null;
  const { units, subjects } = data.viewer;
  return (
    <>
      {" "}
      {units.length > 0 && t(profile.coversUnits, { count: units.length })}{" "}
      <Covers limits={subjects} />
      {units.length + subjects.length === 0 && t(profile.coversNothing)}
    </>
  );
}
