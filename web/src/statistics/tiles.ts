/**
 * Denmark as tiles of one size, so that a small municipality is seen as well as a large one. The map
 * is our own: a municipality lies about where it lies among its neighbours, and no border is drawn.
 * Each is written as its code and three letters; a point is sea.
 */
const ROWS = `
.       .       .       860Hjø  813Frh  .       .       .       .       .       .       .
.       .       849Jam  810Brø  .       825Læs  .       .       .       .       .       .
.       787Thi  .       851Aal  .       .       .       .       .       270Gri  217Hel  .
.       773Mor  820Ves  840Reb  .       .       .       .       260Hal  219Hil  210Fre  223Hør
665Lem  671Str  779Ski  846Mar  .       .       .       .       250Frs  201All  230Rud  .
.       661Hol  791Vib  730Ran  707Nor  .       .       306Ods  240Ege  190Fur  173Lyn  157Gen
760Rin  657Her  740Sil  710Fav  706Syd  .       326Kal  316Hbk  151Bal  163Hlv  159Gla  101Kbh
.       756Ika  746Ska  751Aar  .       .       .       350Lej  169HøT  161Glo  175Rød  147Frb
573Var  530Bil  615Hor  727Odd  741Sam  .       .       265Ros  165Alb  153Brb  167Hvi  185Tår
563Fan  561Esb  630Vej  766Hed  .       .       .       .       183Ish  187Val  .       155Dra
.       575Vjn  621Kol  607Frc  410Mid  480Nof  440Ker  .       .       253Gre  269Sol  .
.       550Tøn  510Had  .       420Ass  461Ode  450Nyb  330Sla  340Sor  329Rgs  259Køg  .
.       .       580Aab  540Søn  .       430Faa  479Sve  .       370Næs  320Fax  336Ste  .
.       .       .       .       .       492Ærø  482Lan  .       .       390Vor  .       .
.       .       .       .       .       .       .       .       360Lol  376Gul  .       400Bor
`;

/** A municipality's place on the map; columns and rows begin with 1. */
export interface Tile {
  /** The municipality's code, three digits. */
  code: string;
  letters: string;
  column: number;
  row: number;
}

/** All 98, row by row from the north. */
export const TILES: readonly Tile[] = ROWS.trim()
  .split("\n")
  .flatMap((line, row) =>
    line
      .trim()
      .split(/\s+/)
      .flatMap((cell, column) =>
        cell === "."
          ? []
          : [{ code: cell.slice(0, 3), letters: cell.slice(3), column: column + 1, row: row + 1 }],
      ),
  );

/** Shades of a map, the lightest first. */
export const SHADES = 5;

/**
 * The greatest value of each shade but the last: about as many municipalities in each. Fewer than
 * there are shades where there are few values.
 */
export function limitsOf(values: readonly number[]): number[] {
  const sorted = [...values].filter((value) => value > 0).sort((a, b) => a - b);
  const greatest = sorted.at(-1);
  const cuts = Array.from({ length: SHADES - 1 }, (_, at) => {
    return sorted[Math.ceil((sorted.length * (at + 1)) / SHADES) - 1];
  });
  return [...new Set(cuts)].filter((cut): cut is number => cut !== undefined && cut !== greatest);
}

/** The shade of a value, 1 to `SHADES`; 0 where there is nothing. */
export function shadeOf(value: number | null, limits: readonly number[]): number {
  if (value === null || value <= 0) return 0;
  const at = limits.findIndex((limit) => value <= limit);
  const place = at < 0 ? limits.length : at;
  // Few shades are spread over all of them, so that the least is light and the greatest dark.
  return limits.length === 0 ? SHADES : 1 + Math.round((place * (SHADES - 1)) / limits.length);
}
