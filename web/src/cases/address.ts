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

/** The address of a case's page. */
export function caseAddress(id: string): string {
  return `/loesninger/${bareId(id)}`;
}
