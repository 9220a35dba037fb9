import { expect, it } from "vitest";
import { unescaped } from "./Excerpt.tsx";

it("a text that was escaped comes back as it was, and only once", () => {
  expect(unescaped("&lt;b&gt; &amp;amp; &quot;O&#39;Hara&quot;")).toBe('<b> &amp; "O\'Hara"');
});
