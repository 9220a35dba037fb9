/** The last quarters that are over, the latest first: `2026-Q3`. */
export function lastQuarters(now: Date, count: number): string[] {
  const passed = now.getFullYear() * 4 + Math.floor(now.getMonth() / 3);
  return Array.from({ length: count }, (_, back) => {
    const quarter = passed - 1 - back;
    return `${Math.floor(quarter / 4)}-Q${(quarter % 4) + 1}`;
  });
}

/** The address of a quarter as it was published, in one edition. */
export function quarterAddress(quarter: string, edition: number): string {
  return `/statistik/kvartaler/${quarter}?udgave=${edition}`;
}
