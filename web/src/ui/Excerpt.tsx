/**
 * A piece of text with its hits marked. The server escapes it and puts `<mark>` around each hit;
 * here it is taken apart into texts, so that nothing in it can ever be markup.
 */
export function Excerpt({ html }: { html: string }) {
  return html.split("<mark>").map((part, at) => {
    const [hit, rest] = at === 0 ? ["", part] : split(part);
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other name.
      <span key={at}>
        {hit && <mark>{unescaped(hit)}</mark>}
        {unescaped(rest)}
      </span>
    );
  });
}

function split(part: string): [string, string] {
  const end = part.indexOf("</mark>");
  return end < 0 ? ["", part] : [part.slice(0, end), part.slice(end + "</mark>".length)];
}

const ENTITIES: Record<string, string> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&#x27;": "'",
  "&amp;": "&",
};

/** The text that was escaped. */
export function unescaped(text: string): string {
  return text.replace(/&(?:lt|gt|quot|#39|#x27|amp);/g, (entity) => ENTITIES[entity] ?? entity);
}
