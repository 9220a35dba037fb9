import { expect, it } from "vitest";
import { browserOf } from "./browser.ts";

it("tells browsers apart that say each other's names", () => {
  const webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
  const windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)";
  const said: [string, string, string][] = [
    [`${windows} ${webkit} Chrome/140.0.0.0 Safari/537.36`, "Chrome", "Windows"],
    [`${windows} ${webkit} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`, "Edge", "Windows"],
    ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox", "Linux"],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile/15E148 Safari/604.1",
      "Safari",
      "iPhone",
    ],
    [
      `Mozilla/5.0 (Linux; Android 15) ${webkit} Chrome/140.0.0.0 Mobile Safari/537.36`,
      "Chrome",
      "Android",
    ],
    [
      `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webkit} HeadlessChrome/140.0 Safari/537.36`,
      "Chrome",
      "Mac",
    ],
  ];
  for (const [words, browser, system] of said)
    expect(browserOf(words)).toEqual({ browser, system });
});

it("claims nothing of what it does not know", () => {
  expect(browserOf("")).toEqual({ browser: null, system: null });
  expect(browserOf("curl/8.5.0")).toEqual({ browser: null, system: null });
});
