import { type ReactNode, useEffect, useRef } from "react";
import { useLocation } from "react-router";

interface Props {
  title: string;
  /** Words for the browser's tab where they differ from the title. */
  tab?: string;
  lead?: ReactNode;
  children?: ReactNode;
}

/** A page: its title in the tab and as heading, which gets the focus when one comes to it. */
export function Page({ title, tab, lead, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { key, pathname } = useLocation();
  const shown = useRef<string | null>(null);
  useEffect(() => {
    document.title = `${tab ?? title} – Genvej`;
  }, [title, tab]);
  useEffect(() => {
    const isAnother = shown.current !== pathname;
    shown.current = pathname;
    // The first page of a visit leaves the focus where the browser put it.
    if (key === "default") return;
    // What is typed or chosen on a page changes its address too, and keeps the focus while it is there.
    const isLost = document.activeElement === document.body;
    if (isAnother || isLost) heading.current?.focus({ preventScroll: true });
  }, [key, pathname]);
  return (
    <main id="main-content" className="page">
      <div className="page-heading">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead && <p className="lead">{lead}</p>}
      </div>
      {children}
    </main>
  );
}
