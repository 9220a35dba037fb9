/** Where one signs out of one's provider too. */
export interface There {
  url?: string | null;
  label?: string | null;
}

const KEPT_AS = "genvej.signOutThere";

/** Keeps it for the page that is loaded next, in this tab alone. */
export function keepThere(there: There): void {
  try {
    sessionStorage.setItem(KEPT_AS, JSON.stringify(there));
  } catch {
    // Then the page says it in words.
  }
}

/** What was kept; nothing that does not lead to another site over HTTP. */
export function takeThere(): { url: string; label: string } | null {
  try {
    const { url, label } = JSON.parse(sessionStorage.getItem(KEPT_AS) ?? "{}") as There;
    return url && /^https?:\/\//.test(url) ? { url, label: label ?? "" } : null;
  } catch {
    return null;
  }
}
