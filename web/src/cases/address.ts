/** The bare UUID inside a global id, which stands in addresses: short, stable and easy to read. */
export function bareId(id: string): string {
  if (/^[0-9a-f-]{36}$/i.test(id)) return id;
  try {
    const found = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(
      atob(id.replace(/-/g, "+").replace(/_/g, "/")),
    );
    return found?.[0] ?? id;
  } catch {
    return id;
  }
}

/**
 * An id as 22 characters of an address, which fit on paper and are read out in a meeting. It is the
 * UUID itself in base64url, so that it means the same for ever and nothing is looked up.
 */
export function shortId(id: string): string {
  const bytes = bareId(id).replace(/-/g, "").match(/../g) ?? [];
  const text = String.fromCharCode(...bytes.map((byte) => Number.parseInt(byte, 16)));
  return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** The UUID of a short id; null when it is none. */
export function longId(short: string): string | null {
  if (!/^[\w-]{22}$/.test(short)) return null;
  const text = atob(short.replace(/-/g, "+").replace(/_/g, "/"));
  const hex = [...text].map((one) => one.charCodeAt(0).toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** The short address of a case's page, with its host, to be given to others. */
export function shortAddress(id: string): string {
  return `${window.location.origin}/l/${shortId(id)}`;
}

/** The address of a case's page. */
export function caseAddress(id: string): string {
  return `/loesninger/${bareId(id)}`;
}
