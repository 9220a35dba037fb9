import type { CaseData } from "../case/document.ts";

/** The order of a life; what a phase asks for, all later ones ask for too. */
const ORDER = [
  "RAPID_SHARE",
  "IDEA",
  "PRE_ANALYSIS",
  "SPECIFICATION",
  "DEVELOPMENT",
  "IMPLEMENTATION",
  "OPERATION",
  "DECOMMISSIONED",
] as const;

/** What is looked at: enough of a case, or of a form for one. */
export interface Described {
  implementation: { technologies: readonly string[]; schedule?: string | null };
  contact: { role?: string | null; mailbox?: string | null; telephone?: string | null } | null;
}

/**
 * Fields that a phase is likely to ask for and that are empty. It is told before one tries; the
 * server alone decides, by the kind of case too, and names the fields when it refuses.
 */
export function missingFor(phase: CaseData["phase"], found: Described): string[] {
  const from = (start: (typeof ORDER)[number]) => ORDER.indexOf(phase) >= ORDER.indexOf(start);
  const missing: string[] = [];
  const { technologies, schedule } = found.implementation;
  if (from("DEVELOPMENT") && phase !== "DECOMMISSIONED" && !schedule) {
    missing.push("implementation.schedule");
  }
  if (from("IMPLEMENTATION") && phase !== "DECOMMISSIONED" && technologies.length === 0) {
    missing.push("implementation.technologies");
  }
  const { role, mailbox, telephone } = found.contact ?? {};
  if (phase === "OPERATION" && !role && !mailbox && !telephone) missing.push("contact.role");
  return missing;
}
