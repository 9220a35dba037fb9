import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { GROUPS } from "./commands.ts";

const all = GROUPS.flatMap((group) => group.commands);

/** The schema is written by those who build Genvej. */
const OF_BUILDERS = ["schema"];

it("lists every command that the program has", () => {
  const source = readFileSync("../services/genvej/src/cli.rs", "utf8");
  const list = /pub enum Verb \{\n([\s\S]*?)\n\}/.exec(source)?.[1] ?? "";
  const verbs = [...list.matchAll(/^ {4}(\w+)\(/gm)].map(([, verb]) => verb?.toLowerCase() ?? "");
  expect(verbs.length).toBeGreaterThan(15);
  const listed = all.flatMap(({ line }) => line.split(" ")[1]?.split("|") ?? []);
  expect(verbs.filter((verb) => !listed.includes(verb))).toEqual(OF_BUILDERS);
  expect(listed.filter((verb) => !verbs.includes(verb))).toEqual([]);
});

it("names how-tos that are there", () => {
  const missing = all.filter(({ guide }) => guide && !existsSync(`../docs/how-to/${guide}.md`));
  expect(missing).toEqual([]);
});
