import type { GainData } from "./document.ts";

/**
 * Hours a year that were measured, over the gains of one case: of each gain the latest measurement,
 * as the statistics of the server have it. Null when none was measured; that is not 0.
 */
export function hoursMeasured(gains: readonly GainData[]): number | null {
  const figures = gains
    .filter((gain) => gain.unit === "HOURS" && gain.recurrence === "PER_YEAR")
    .map((gain) => gain.measurements.findLast((one) => one.value !== null)?.value)
    .filter((value) => value != null);
  return figures.length === 0 ? null : figures.reduce((sum, value) => sum + Number(value), 0);
}
