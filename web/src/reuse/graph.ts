/** A node where it is drawn: steps to the left are what is built on, to the right what builds on it. */
export interface Placed {
  key: string;
  column: number;
  row: number;
}

interface Edge {
  reuser: string;
  source: string;
}

/**
 * Where the nodes of a graph of reuse are drawn. Columns are steps from the first node, which is the
 * case that the graph is around: negative towards what is built on. Loops end where they began.
 */
export function placed(keys: readonly string[], edges: readonly Edge[]): Placed[] {
  const columns = new Map<string, number>();
  const [first] = keys;
  if (first === undefined) return [];
  columns.set(first, 0);
  const waiting = [first];
  for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) {
    const column = columns.get(key) ?? 0;
    for (const { reuser, source } of edges) {
      const next =
        source === key
          ? { key: reuser, column: column + 1 }
          : reuser === key
            ? { key: source, column: column - 1 }
            : null;
      if (next && keys.includes(next.key) && !columns.has(next.key)) {
        columns.set(next.key, next.column);
        waiting.push(next.key);
      }
    }
  }
  const filled = new Map<number, number>();
  return keys.map((key) => {
    const column = columns.get(key) ?? 0;
    const row = filled.get(column) ?? 0;
    filled.set(column, row + 1);
    return { key, column, row };
  });
}
