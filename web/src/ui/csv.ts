/** A table as Danish Excel opens it: semicolons, decimal commas, and no cell that is a formula. */
export function csvOf(rows: (string | number | null)[][]): string {
  const cell = (value: string | number | null) => {
    if (value === null) return "";
    const number = typeof value === "number" || /^-?\d+(\.\d+)?$/.test(value);
    const text = number ? String(value).replace(".", ",") : value;
    const safe = !number && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[;"\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\uFEFF${rows.map((row) => row.map(cell).join(";")).join("\r\n")}\r\n`;
}
