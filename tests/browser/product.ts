import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    url: string;
    /** The folder of its data, and the program that can write into it. */
    data: string;
    program: string;
  }
}

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Two ports beside each other that nobody listens on: the product's and its sign-in's. */
export async function freePort(): Promise<number> {
  const isFree = (port: number) =>
    new Promise<boolean>((resolve) => {
      const server = createServer().once("error", () => resolve(false));
      server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
    });
  // Below those that systems give to whoever asks for any, which are gone before the product has them.
  for (let port = 20_000 + Math.floor(Math.random() * 12_000); ; port += 7) {
    const free = await Promise.all([port, port + 1, port + 2].map(isFree));
    if (free.every(Boolean)) return port;
  }
}

/** Starts the demo on a new folder, or uses the one at `GENVEJ_URL`. */
export default async function setup(project: TestProject) {
  const program = process.env.GENVEJ_PROGRAM ?? join(root, "target/debug/genvej");
  project.provide("program", program);
  if (process.env.GENVEJ_URL) {
    project.provide("url", process.env.GENVEJ_URL);
    project.provide("data", process.env.GENVEJ_DATA ?? join(root, "data"));
    return () => {};
  }
  const data = mkdtempSync(join(tmpdir(), "genvej-walks-"));
  const port = await freePort();
  const child = spawn(program, ["up", "--demo", "--data", data, "--port", String(port)], {
    cwd: root,
    env: { ...process.env, RUST_LOG: "error" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  // Whoever interrupts the walks is left with no product.
  const end = () => child.kill("SIGTERM");
  process.once("exit", end);
  await new Promise<void>((resolve, reject) => {
    let said = "";
    child.once("exit", (code) => reject(new Error(`the product ended with ${code}:\n${said}`)));
    child.once("error", reject);
    child.stdout.on("data", (part) => {
      said += part;
      if (said.includes("Stop med Ctrl-C")) resolve();
    });
  });
  project.provide("url", `http://127.0.0.1:${port}`);
  project.provide("data", data);
  return async () => {
    process.off("exit", end);
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.removeAllListeners("exit");
    child.once("exit", () => rmSync(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
    end();
    await ended;
  };
}
