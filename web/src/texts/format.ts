import type { Language } from "./texts.ts";

/** Numbers and dates as people of the language write them, in Danish time. */
export interface Format {
  number: (value: number | string, decimals?: number) => string;
  date: (iso: string) => string;
  longDate: (iso: string) => string;
  moment: (iso: string) => string;
  /** A month shortly: «jan. 26». */
  month: (iso: string) => string;
  kroner: (value: number | string) => string;
}

const ZONE = "Europe/Copenhagen";

/** The formats of a language. */
export function formatIn(language: Language): Format {
  const locale = language === "da" ? "da-DK" : "en-GB";
  const at = (iso: string) => new Date(iso.length === 10 ? `${iso}T12:00:00Z` : iso);
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: "short", timeZone: ZONE });
  const long = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: ZONE });
  const moments = new Intl.DateTimeFormat(locale, {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: ZONE,
  });
  const months = new Intl.DateTimeFormat(locale, {
    month: "short",
    year: "2-digit",
    timeZone: ZONE,
  });
  const number = (value: number | string, decimals = 0) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: decimals }).format(Number(value));
  return {
    number,
    date: (iso) => dates.format(at(iso)),
    longDate: (iso) => long.format(at(iso)),
    moment: (iso) => moments.format(at(iso)),
    month: (iso) => months.format(at(iso)),
    kroner: (value) => (language === "da" ? `${number(value)} kr.` : `DKK ${number(value)}`),
  };
}
