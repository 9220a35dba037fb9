import type { Say } from "../texts/texts.ts";
import type { Unit } from "./documents.ts";
import { people } from "./texts.ts";

/** What a department is called; one that is gone by the id that it had. */
export function departmentName(unit: { id: string; name: string | null }, t: Say): string {
  return unit.name ?? t(people.unknownDepartment, { id: unit.id });
}

/** The departments that contain one, the nearest first; a circle is walked once. */
export function containing(units: readonly Unit[], id: string): Unit[] {
  const known = new Map(units.map((unit) => [unit.id, unit]));
  const found: Unit[] = [];
  let above = known.get(known.get(id)?.parent ?? "");
  while (above && above.id !== id && !found.includes(above)) {
    found.push(above);
    above = known.get(above.parent ?? "");
  }
  return found;
}

/** Those of some departments that are not in another of them, because that covers them. */
export function outermost(units: readonly Unit[], chosen: readonly string[]): string[] {
  return chosen.filter((id) => !containing(units, id).some((above) => chosen.includes(above.id)));
}
