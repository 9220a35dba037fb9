import type { Format } from "../texts/format.ts";

/** Bytes as people write them: «340 kB», «2,4 MB». */
export function sizeInWords(bytes: number, f: Format): string {
  if (bytes < 1000) return `${f.number(bytes)} B`;
  if (bytes < 1_000_000) return `${f.number(bytes / 1000)} kB`;
  return `${f.number(bytes / 1_000_000, 1)} MB`;
}

/** The icon of the design system that goes with a kind of file. */
export function iconOf(mediaType: string): string {
  if (mediaType === "application/pdf") return "file-pdf";
  if (mediaType.startsWith("image/")) return "file-image";
  if (mediaType.includes("word") || mediaType.includes("opendocument.text")) return "file-word";
  if (mediaType.includes("sheet") || mediaType === "text/csv") return "file-excel";
  return "file";
}
