import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The walks of tests/browser: a real browser against the real product. */
export default defineConfig({
  root: here("../tests/browser"),
  resolve: {
    alias: {
      graphql: here("node_modules/graphql/index.mjs"),
      "playwright-core": here("node_modules/playwright-core/index.mjs"),
      "@axe-core/playwright": here("node_modules/@axe-core/playwright/dist/index.mjs"),
    },
  },
  cacheDir: here("node_modules/.vite-walks"),
  server: { fs: { strict: false } },
  test: {
    include: ["**/*.walk.ts"],
    globalSetup: "product.ts",
    // A walk of many pages takes minutes where the machine is slow or busy, and is no fault.
    testTimeout: 900_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000, interval: 100 } },
    fileParallelism: false,
    // The same order on every machine: no memory of how the last run went.
    cache: false,
    // Walked again, and named at the end: one that fails now and then hides no other.
    retry: 1,
    reporters: ["default", here("../tests/browser/telling.ts")],
  },
});
