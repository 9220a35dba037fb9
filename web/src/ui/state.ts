/** Days before its end from which something is said to end soon. */
const SOON = 30;

/** How it stands with a token or a program. */
export type State = "good" | "soon" | "over" | "revoked";

/** What ends some day, and may be taken back before. */
export interface Ending {
  revokedAt: string | null;
  expiresAt: string | null;
}

/** How it stands with what ends, at a moment. */
export function stateOf({ revokedAt, expiresAt }: Ending, now = Date.now()): State {
  if (revokedAt) return "revoked";
  if (!expiresAt) return "good";
  const days = (Date.parse(expiresAt) - now) / 86_400_000;
  if (days <= 0) return "over";
  return days <= SOON ? "soon" : "good";
}

/** Whether it can be used. */
export function worksIn(state: State): boolean {
  return state === "good" || state === "soon";
}

/** What is wrong with so many days, as somebody wrote them. */
export function areDays(text: string): boolean {
  const days = text.trim();
  return /^\d{1,3}$/.test(days) && Number(days) >= 1 && Number(days) <= 730;
}
