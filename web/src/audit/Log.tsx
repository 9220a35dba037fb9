import type { CombinedError } from "urql";
import { useSpeech } from "../texts/language.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Failed } from "../ui/Failed.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Pager, type Pages } from "../ui/Pager.tsx";
import type { Entry } from "./documents.ts";
import { Entries } from "./Entries.tsx";
import type { Speaking } from "./sentences.ts";
import { audit } from "./texts.ts";

/** Entries of a page. */
export const FIRST = 30;

interface Props {
  page:
    | {
        nodes: readonly Entry[];
        pageInfo: { hasNextPage: boolean; endCursor: string | null };
      }
    | null
    | undefined;
  error: CombinedError | undefined;
  retry: () => void;
  pages: Pages;
  speaking: Speaking;
  linked?: boolean;
}

/** A page of a log, however it stands with it. */
export function Log({ page, error, retry, pages, speaking, linked = false }: Props) {
  const { t } = useSpeech();
  const next = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  return (
    <>
      {error && !page && <Failed error={error} retry={retry} />}
      {!page && !error && <Loading lines={10} />}
      <p role="status" tabIndex={-1} ref={pages.top} className="log-top muted">
        {pages.at > 0 && t(audit.page, { page: pages.at + 1 })}
      </p>
      {page?.nodes.length === 0 && pages.at === 0 && (
        <Empty heading={t(audit.none)}>
          <p>{t(audit.noneWhy)}</p>
        </Empty>
      )}
      {page?.nodes.length === 0 && pages.at > 0 && <p>{t(audit.nothingMore)}</p>}
      {page && page.nodes.length > 0 && (
        <Entries entries={page.nodes} speaking={speaking} linked={linked} />
      )}
      {page && <Pager pages={pages} next={next} />}
      <p className="muted small">{t(audit.kept)}</p>
    </>
  );
}
