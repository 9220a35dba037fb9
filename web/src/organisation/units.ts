/** A department as the server tells it. */
export interface Unit {
  id: string;
  name: string;
  parent: string | null;
}

/** A department with what is part of it. */
export interface Branch extends Unit {
  parts: Branch[];
}

/** Departments as a tree. One whose parent is not there stands at the top, and none is left out. */
export function treeOf(units: readonly Unit[]): Branch[] {
  const known = new Set(units.map((unit) => unit.id));
  const placed = new Set<string>();
  const below = (parent: string | null): Branch[] =>
    units
      .filter((unit) => (parent === null ? !known.has(unit.parent ?? "") : unit.parent === parent))
      .filter((unit) => !placed.has(unit.id) && placed.add(unit.id))
      .map((unit) => ({ ...unit, parts: below(unit.id) }));
  const tree = below(null);
  // A circle has no top; it is shown flat rather than lost.
  const rest = units.filter((unit) => !placed.has(unit.id));
  return [...tree, ...rest.map((unit) => ({ ...unit, parts: [] }))];
}
