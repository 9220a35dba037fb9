/**
 * Writes the names of all events as a type, read from where the server names them. Whatever names
 * events for people must then name each of them, or it does not compile.
 */
import { readFileSync, writeFileSync } from "node:fs";

const source = readFileSync("../services/registry/case/src/event/kinds.rs", "utf8");
const list = /\nkinds! \{\n([^}]*)\}/.exec(source)?.[1] ?? "";
const kinds = [...list.matchAll(/^ {4}(\w+),$/gm)].map(([, kind]) => kind);
if (kinds.length === 0) throw new Error("kinds.rs names no events in a way that is known here");
const type = kinds.map((kind) => `\n  | "${kind}"`).join("");
writeFileSync("src/client/kinds.d.ts", `export type EventKind =${type};\n`);
