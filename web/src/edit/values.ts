import { decimalOf } from "../gains/figures.ts";
import { valuesOf } from "../texts/labels.ts";
import type { FieldSpec } from "./spec.ts";

/** What is written in a form: texts, lists of choices, and rows of such. */
export type Written = string | string[] | boolean | FormValues[];
export interface FormValues {
  [name: string]: Written;
}

type Data = Record<string, unknown>;

/** A section of the schema as its form shows it. */
export function toForm(specs: readonly FieldSpec[], data: Data): FormValues {
  return Object.fromEntries(specs.map((spec) => [spec.name, shown(spec, data[spec.name])]));
}

function shown(spec: FieldSpec, value: unknown): Written {
  switch (spec.kind) {
    case "lines":
      return ((value as string[] | undefined) ?? []).join("\n");
    case "choices":
      return (value as string[] | undefined) ?? [];
    case "yes":
      return value === true;
    case "either":
      return value === true ? "yes" : value === false ? "no" : "";
    case "years": {
      const years = value as { from?: number | null; to?: number | null } | null | undefined;
      return [years?.from, years?.to].map((year) => year?.toString() ?? "");
    }
    case "rows":
      return ((value as Data[] | undefined) ?? []).map((row) => toForm(spec.columns ?? [], row));
    case "minutes":
      return value == null ? "" : String(Math.round(Number(value) / 0.6) / 100);
    case "choice":
      return value == null ? first(spec) : String(value);
    default:
      return value == null ? "" : String(value);
  }
}

/** A choice that must be made begins with the first. */
function first(spec: FieldSpec): string {
  return spec.required && spec.enumeration ? (valuesOf(spec.enumeration)[0] ?? "") : "";
}

/** A form as the schema takes it. What is empty is left out, and never 0. */
export function toInput(specs: readonly FieldSpec[], form: FormValues): Data {
  return Object.fromEntries(specs.map((spec) => [spec.name, meant(spec, form[spec.name])]));
}

function meant(spec: FieldSpec, value: Written | undefined): unknown {
  const words = typeof value === "string" ? value.trim() : "";
  switch (spec.kind) {
    case "lines":
      return words.split("\n").flatMap((part) => part.trim() || []);
    case "choices":
    case "yes":
      return value;
    case "either":
      return words === "" ? null : words === "yes";
    case "years": {
      const [from, to] = (value as string[]).map((year) => (year.trim() ? Number(year) : null));
      return from == null && to == null ? null : { from, to };
    }
    case "rows":
      return ((value as FormValues[]) ?? []).map((row) => toInput(spec.columns ?? [], row));
    case "whole":
      return words === "" ? null : Number(decimalOf(words));
    case "minutes":
      return words === "" ? null : Math.round(Number(decimalOf(words)) * 60);
    case "decimal":
      return words === "" ? null : decimalOf(words);
    default:
      return words === "" ? (spec.required ? "" : null) : words;
  }
}

/** Whether a number is written as one; an empty field is. */
export function isNumber(kind: FieldSpec["kind"], words: string): boolean {
  if (words.trim() === "") return true;
  const value = decimalOf(words);
  return value !== null && (kind !== "whole" || Number.isInteger(Number(value)));
}

/** Whether two things that were written are the same. */
export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

export interface Merged {
  form: FormValues;
  /** Fields that both have changed to something else. */
  both: string[];
}

/**
 * Brings what others did into a form: what one has not touched becomes theirs, what one has stays.
 */
export function merged(base: FormValues, mine: FormValues, theirs: FormValues): Merged {
  const form: FormValues = {};
  const both: string[] = [];
  for (const [name, value] of Object.entries(theirs)) {
    const own = mine[name] ?? value;
    const touched = !same(own, base[name]);
    form[name] = touched ? own : value;
    if (touched && !same(value, base[name]) && !same(own, value)) both.push(name);
  }
  return { form, both };
}
