export interface Unit {
  id: string;
  name: string;
  parent: string | null;
}

/** Departments in the order of their tree, each with how deep it lies; a circle is left out. */
export function inTree(units: readonly Unit[]): { id: string; name: string; depth: number }[] {
  const ids = new Set(units.map((one) => one.id));
  const below = (parent: string | null, depth: number): ReturnType<typeof inTree> =>
    units
      .filter((one) => (one.parent && ids.has(one.parent) ? one.parent : null) === parent)
      .flatMap(({ id, name }) => [{ id, name, depth }, ...below(id, depth + 1)]);
  return below(null, 0);
}
