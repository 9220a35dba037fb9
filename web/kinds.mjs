/**
 * Writes the names of all events, and of all entries of the audit log, as types, read from where the
 * server names them. Whatever names them for people must then name each, or it does not compile.
 */
import { readFileSync, writeFileSync } from "node:fs";

const source = readFileSync("../services/registry/case/src/event/kinds.rs", "utf8");
const list = /\nkinds! \{\n([^}]*)\}/.exec(source)?.[1] ?? "";
const kinds = [...list.matchAll(/^ {4}(\w+),$/gm)].map(([, kind]) => kind);
if (kinds.length === 0) throw new Error("kinds.rs names no events in a way that is known here");

const auditing = readFileSync("../services/identity/src/audit.rs", "utf8");
const words = /fn as_str\(self\)[^{]*\{([\s\S]*?)\n {4}\}/.exec(auditing)?.[1] ?? "";
const entries = [...words.matchAll(/=> "(\w+)"/g)].map(([, word]) => word);
if (entries.length === 0) throw new Error("audit.rs names no entries in a way that is known here");

const type = (all) => all.map((one) => `\n  | "${one}"`).join("");
writeFileSync(
  "src/client/kinds.d.ts",
  `export type EventKind =${type(kinds)};\n\nexport type AuditKind =${type(entries)};\n`,
);
