import { useState } from "react";
import type { Language } from "../texts/texts.ts";

/** What a server says of a request that it does not carry out (RFC 9457). */
export interface Problem {
  code?: string;
  title?: string;
  detail?: string;
}

/** A request that is no GraphQL, with the language and what the gateway asks of browsers. */
export async function request(
  path: string,
  language: Language,
  init: RequestInit = {},
): Promise<Response | Problem> {
  try {
    const headers = { "accept-language": language, "x-genvej": "1", ...init.headers };
    const answer = await fetch(path, { credentials: "same-origin", ...init, headers });
    return answer.ok ? answer : await problemOf(answer);
  } catch {
    return {};
  }
}

async function problemOf(answer: Response): Promise<Problem> {
  try {
    return (await answer.json()) as Problem;
  } catch {
    return {};
  }
}

/** What to say of a problem: the server's own words, or that it could not be reached. */
export function wordsOfProblem(problem: Problem, offline: string): string {
  return problem.detail ?? problem.title ?? offline;
}

/** The name that the server gives a file. */
function nameOf(answer: Response, otherwise: string): string {
  const said = answer.headers.get("content-disposition") ?? "";
  return /filename="([^"]+)"/.exec(said)?.[1] ?? otherwise;
}

/** Hands a file to the browser to keep. */
export function keep(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // A browser may still read it while the click returns.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Fetches files, so that one that does not come is told of on the page and not by a broken file. */
export function useDownload(language: Language) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const download = async (path: string, otherwise: string) => {
    setBusy(true);
    setProblem(null);
    try {
      const answer = await request(path, language);
      if (answer instanceof Response) keep(await answer.blob(), nameOf(answer, otherwise));
      else setProblem(answer);
    } catch {
      setProblem({});
    } finally {
      setBusy(false);
    }
  };
  return { download, busy, problem };
}
