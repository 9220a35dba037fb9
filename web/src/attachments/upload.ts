import { bareId } from "../cases/address.ts";
import { newId } from "../client/ids.ts";
import type { Language } from "../texts/texts.ts";

/** Bytes that a file may be of; the server says so as well, but only when it has them all. */
export const LARGEST = 25 * 1024 * 1024;

/** A file on its way. Its id is made once, so that sending it again adds it once. */
export interface Sending {
  id: string;
  file: File;
  shared: boolean;
}

/** How it went: kept, or why not in words for people; `null` when there was no answer. */
export type Sent = { done: true } | { done: false; why: string | null };

/** A file to be sent. */
export function sending(file: File, shared: boolean): Sending {
  return { id: newId(), file, shared };
}

interface Asked {
  caseId: string;
  language: Language;
  /** Told of each part that has gone, 0-1. */
  onProgress: (part: number) => void;
}

/**
 * Sends a file. It goes by `XMLHttpRequest`, because `fetch` does not tell how far it has come.
 * Gives also how to stop it.
 */
export function upload({ id, file, shared }: Sending, { caseId, language, onProgress }: Asked) {
  const request = new XMLHttpRequest();
  const answer = new Promise<Sent>((resolve) => {
    request.upload.addEventListener("progress", ({ loaded, total }) =>
      onProgress(total > 0 ? loaded / total : 0),
    );
    request.addEventListener("load", () =>
      resolve(
        request.status < 300
          ? { done: true }
          : { done: false, why: reasonIn(request.responseText) },
      ),
    );
    for (const event of ["error", "abort", "timeout"]) {
      request.addEventListener(event, () => resolve({ done: false, why: null }));
    }
  });
  const asked = new URLSearchParams({ id, name: file.name, shared: String(shared) });
  request.open("POST", `/api/v1/cases/${bareId(caseId)}/attachments?${asked}`);
  request.setRequestHeader("content-type", "application/octet-stream");
  request.setRequestHeader("accept-language", language);
  request.send(file);
  return { answer, stop: () => request.abort() };
}

/** The words of a problem document: what is wrong with its fields, or its title. */
export function reasonIn(body: string): string | null {
  try {
    const { title, fields } = JSON.parse(body) as {
      title?: string;
      fields?: { message: string }[];
    };
    const words = fields?.map((one) => one.message).join(" ");
    return words || title || null;
  } catch {
    return null;
  }
}
