import type { GainData } from "./document.ts";

/** One measurement of a gain, with the day that it reaches to where that is known. */
export interface Measured {
  id: string;
  end: string | null;
  label: string;
  value: number;
}

/** What was measured of a gain in the order of time; what has no day comes in the order recorded. */
export function measuredOverTime(gain: Pick<GainData, "measurements">): Measured[] {
  return inTime(gain.measurements).flatMap(({ id, periodLabel, value, ...rest }) =>
    value === null
      ? []
      : [{ id, end: endOf(rest), label: periodLabel ?? "", value: Number(value) }],
  );
}

type Dated = Pick<GainData["measurements"][number], "period" | "measuredOn">;

function endOf({ period, measuredOn }: Dated): string | null {
  return period?.to ?? measuredOn;
}

/** Measurements in the order of time; what has no day comes in the order recorded. */
export function inTime<M extends Dated>(measurements: readonly M[]): M[] {
  return measurements.toSorted((a, b) => {
    const [first, second] = [endOf(a), endOf(b)];
    return first && second ? first.localeCompare(second) : 0;
  });
}
