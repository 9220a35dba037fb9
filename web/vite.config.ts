import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** The colours of Genvej in place of those of virk.dk, so that nobody takes us for that site. */
const COLOURS: Record<string, string> = {
  "#0059B3": "#00625D",
  "#004993": "#00443F",
  "#004D99": "#00625D",
};

/** The design system as Genvej uses it: in our colours, and with fonts in woff2 alone. */
function designSystem(): Plugin {
  return {
    name: "design-system",
    enforce: "pre",
    transform(code, id) {
      if (!id.split("?")[0]?.endsWith("/dkfds-virkdk.css")) return null;
      const recoloured = Object.entries(COLOURS).reduce(
        (css, [theirs, ours]) => css.replaceAll(theirs, ours),
        code,
      );
      const woff2Only = recoloured.replace(/src:(url\("[^;]*fonts\/[^;]*);/g, (whole, sources) => {
        const kept = /url\("[^"]*\.woff2"\) format\("woff2"\)/.exec(sources as string);
        return kept ? `src:${kept[0]};` : whole;
      });
      return { code: woff2Only, map: null };
    },
  };
}

export default defineConfig({
  plugins: [designSystem(), react()],
  // Beside /assets, which is the gateway's own. Nothing is inlined: the policy allows no data: URLs.
  build: { assetsDir: "static", assetsInlineLimit: 0, sourcemap: false, target: "es2023" },
  server: {
    port: 5173,
    // The gateway takes requests from its own origin only, so the one of the development server
    // is put in its place.
    proxy: Object.fromEntries(
      ["/graphql", "/sign-in", "/sign-out", "/assets", "/graphiql"].map((path) => [
        path,
        {
          target: process.env.GENVEJ_URL ?? "http://127.0.0.1:8080",
          changeOrigin: true,
          headers: { origin: process.env.GENVEJ_URL ?? "http://127.0.0.1:8080" },
        },
      ]),
    ),
  },
  test: { include: ["src/**/*.test.ts", "src/**/*.test.tsx"] },
});
