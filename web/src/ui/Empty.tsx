import type { ReactNode } from "react";

/** Nothing is here, and what can be done about it. */
export function Empty({ heading, children }: { heading: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <h2>{heading}</h2>
      {children}
    </div>
  );
}
