import { createElement, type ReactNode, useMemo } from "react";

/** Elements that a text may have; everything else is shown as the text inside it. */
const ALLOWED = new Set(
  "p h3 h4 h5 h6 em strong del code pre blockquote ul ol li br hr table thead tbody tr th td a".split(
    " ",
  ),
);

/**
 * A text as HTML that the server has made safe. It is not put into the page as markup but taken
 * apart and built from elements that are allowed, so that it cannot do anything even if it was not.
 */
export function RichText({ html }: { html: string }) {
  const parts = useMemo(() => {
    const body = new DOMParser().parseFromString(html, "text/html").body;
    return [...body.childNodes].map(built);
  }, [html]);
  return <div className="rich-text">{parts}</div>;
}

function built(node: ChildNode, key: number): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  if (!(node instanceof Element)) return null;
  const name = node.localName;
  if (name === "script" || name === "style") return null;
  const inside = [...node.childNodes].map(built);
  if (!ALLOWED.has(name)) return inside;
  if (name === "br" || name === "hr") return createElement(name, { key });
  if (name === "table") {
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard.
      <div key={key} className="scrolls" tabIndex={0}>
        <table className="table">{inside}</table>
      </div>
    );
  }
  return createElement(name, { key, ...(name === "a" ? linked(node) : {}) }, ...inside);
}

/** The attributes of a link, to the web or by mail and nothing else. */
function linked(node: Element) {
  const href = node.getAttribute("href") ?? "";
  return /^(https?:|mailto:)/i.test(href) ? { href, rel: "noopener noreferrer nofollow" } : {};
}
