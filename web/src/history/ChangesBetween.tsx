import { useQuery } from "urql";
import { graphql } from "../client/graphql.ts";
import { useSpeech } from "../texts/language.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Changes } from "./Changes.tsx";
import { history } from "./texts.ts";

const ChangesDocument = graphql(`
  query ChangesBetween($id: ID!, $from: Int!, $to: Int!) {
    caseChanges(id: $id, from: $from, to: $to) {
      field
      before
      after
    }
  }
`);

interface Props {
  id: string;
  from: number;
  to: number;
}

/** What differs between two versions of a case. */
export function ChangesBetween({ id, from, to }: Props) {
  const { t } = useSpeech();
  const [{ data, error, fetching }, again] = useQuery({
    query: ChangesDocument,
    variables: { id, from, to },
  });
  if (error && !data && !fetching) return <Failed error={error} retry={again} />;
  if (!data) return <Loading />;
  const changes = data.caseChanges ?? [];
  if (changes.length === 0) return <p className="muted">{t(history.same)}</p>;
  return <Changes changes={changes} />;
}
