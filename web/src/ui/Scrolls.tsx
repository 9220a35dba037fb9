import type { ReactNode } from "react";

/** A wide table in a place of its own, which the keyboard can scroll too. */
export function Scrolls({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard.
    <section className="scrolls" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
