import type { Reporter, TestCase, TestModule, TestSuite } from "vitest/node";

/** Says it at the very end, where whoever reads only the end of a long run finds it. */
function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** What a failure says first, without what colours it, in a line. */
function firstLine(errors: readonly { message: string }[]): string {
  const plain = (errors[0]?.message ?? "")
    .split("\n", 1)[0]
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what colours a terminal begins with one.
    ?.replace(/\u001b\[[\d;]*m/g, "");
  return plain?.slice(0, 200) ?? "";
}

function failed(module: TestModule, what: string, errors: readonly { message: string }[]): void {
  say(`walk failed: ${module.relativeModuleId}: ${what}: ${firstLine(errors)}`);
}

/** A file, or a part of one, that failed before or after its walks. */
function tellOf(module: TestModule, part: TestModule | TestSuite): void {
  const errors = part.errors();
  if (errors.length > 0) failed(module, "before or after its walks", errors);
}

function tellOfWalk(module: TestModule, walk: TestCase): void {
  const { state, errors } = walk.result();
  if (state === "failed") failed(module, walk.fullName, errors ?? []);
  else if (state === "passed" && (walk.diagnostic()?.retryCount ?? 0) > 0)
    say(`needed a second try: ${module.relativeModuleId}: ${walk.fullName}: ${firstLine(errors ?? [])}`);
}

/**
 * Names after all else what failed, and what passed only when it was walked again. `infra/setup/test.sh`
 * looks for these lines by how they begin.
 */
export default class Telling implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly { message: string }[]): void {
    for (const module of modules) {
      tellOf(module, module);
      for (const suite of module.children.allSuites()) tellOf(module, suite);
      for (const walk of module.children.allTests()) tellOfWalk(module, walk);
    }
    if (unhandled.length > 0) say(`walk failed: beside all walks: ${firstLine(unhandled)}`);
  }
}
