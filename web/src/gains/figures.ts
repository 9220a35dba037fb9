import type { useSpeech } from "../texts/language.tsx";
import type { GainData } from "./document.ts";

type Speech = ReturnType<typeof useSpeech>;
type AnyFigure = { value: string | null; upper: string | null; qualifier: string };

/** The unit of a gain in words. */
export function unitOf(gain: GainData, { l }: Speech): string {
  return gain.unitLabel ?? l.of("Unit", gain.unit);
}

/** A figure in words: «ca. 410,5 timer»; a dash where there is no value. */
export function inWords(figure: AnyFigure | null, gain: GainData, speech: Speech): string {
  if (!figure?.value) return "–";
  const { f, l } = speech;
  const from = f.number(figure.value, 2);
  const amount = figure.upper ? `${from}–${f.number(figure.upper, 2)}` : from;
  const odd = ["ABOUT", "AT_LEAST", "AT_MOST"].includes(figure.qualifier);
  const about = odd ? `${l.of("Qualifier", figure.qualifier)} ` : "";
  return `${about}${amount} ${unitOf(gain, speech)}`;
}

/** A number as people write it, with comma or point, as the server takes it; null when it is none. */
export function decimalOf(text: string): string | null {
  const plain = text.trim().replace(/\s/g, "");
  const danish = /^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(plain) ? plain.replace(/\./g, "") : plain;
  const value = danish.replace(",", ".");
  return /^-?\d+(\.\d+)?$/.test(value) ? value : null;
}
