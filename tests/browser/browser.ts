import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { expect, inject } from "vitest";

/** Everything that a browser would otherwise ask of others is switched off. */
const SWITCHES = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** How many times slower than it is the browser's processor is made: `GENVEJ_SLOW=6`. */
const SLOW = Number(process.env.GENVEJ_SLOW ?? 1);

/** Milliseconds after which what is waited for does not come, however busy the machine is. */
const PATIENCE = 60_000;

async function slow(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOW });
}

/** A browser of one person, with a folder of its own. */
export interface Visitor {
  context: BrowserContext;
  page: Page;
  /** What the console said that it must not: errors, and breaches of the policy. */
  complaints: string[];
  close: () => Promise<void>;
}

export type Language = "da" | "en";

interface Wishes {
  language?: Language;
  width?: number;
  /** What it says that it is. */
  agent?: string;
  /** Another product than the one that all walks share. */
  url?: string;
}

/** A fresh browser at Genvej. */
export async function visit({
  language = "da",
  width = 1280,
  agent,
  url = inject("url"),
}: Wishes = {}): Promise<Visitor> {
  const folder = mkdtempSync(join(tmpdir(), "genvej-browser-"));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.GENVEJ_BROWSER ?? "/usr/bin/chromium",
    headless: true,
    args: SWITCHES,
    baseURL: url,
    viewport: { width, height: 900 },
    reducedMotion: "reduce",
    userAgent: agent,
  });
  context.setDefaultTimeout(PATIENCE);
  if (SLOW > 1) {
    context.on("page", slow);
    await Promise.all(context.pages().map(slow));
  }
  await context.addInitScript((chosen) => {
    // A page of nowhere has no store.
    if (location.protocol.startsWith("http")) localStorage.setItem("genvej.language", chosen);
  }, language);
  const page = context.pages()[0] ?? (await context.newPage());
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`${message.text()} ${message.location().url}`);
  });
  page.on("pageerror", (error) => {
    // A request that is given up because its answer is not wanted any more is no fault.
    if (error.name !== "AbortError") complaints.push(String(error));
  });
  const close = async () => {
    await context.close();
    // The browser's helpers may write for a moment after it has ended.
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  return { context, page, complaints, close };
}

/** Signs in at the demo's provider as the person with this name, and comes back to `path`. */
export async function signIn({ page }: Visitor, name: string, path = "/"): Promise<void> {
  const organisation = ORGANISATIONS[name];
  if (!organisation) throw new Error(`nobody says where ${name} works`);
  await page.goto(`/sign-in?return=${encodeURIComponent(path)}`);
  await page.getByRole("link", { name: organisation }).first().click();
  await page.getByText(name).first().click();
  await page.waitForURL((url) => url.pathname === path.split("?")[0]);
  await page.getByText(name).first().waitFor();
}

/** Where the demo's people work. */
const ORGANISATIONS: Record<string, RegExp> = {
  "Karen Holmgaard": /Randers/,
  "Jonas Elkjær": /Syddjurs/,
  "Peder Stenlund": /KL/,
  "Signe Mosebjerg": /KL/,
  "Hanne Lyngsø": /Randers/,
  "Birthe Vestergreen": /Randers/,
  "Mogens Rugholt": /Syddjurs/,
  "Villy Strandbæk": /Syddjurs/,
  "Anton Skovdal": /Kolding/,
  "Lis Bækgaard": /Aarhus/,
};

/** No violation that axe finds, and nothing wider than the window. */
export async function isSound(visitor: Visitor, what: string): Promise<void> {
  const { page } = visitor;
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  const found = violations.map(
    (one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 200)).join(" | ")}`,
  );
  expect(found, `axe at ${what}`).toEqual([]);
  const tooWide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(tooWide, `pixels beyond the window at ${what}`).toBeLessThanOrEqual(0);
  expect(visitor.complaints, `the console at ${what}`).toEqual([]);
}

/** The same visitor where the browser itself complains, time and again, of what is walked here for. */
export function silenced(visitor: Visitor): Visitor {
  return { ...visitor, complaints: [] };
}

/** A picture for whoever looks at the screens, when `GENVEJ_PICTURES` names a folder. */
export async function picture({ page }: Visitor, name: string): Promise<void> {
  const folder = process.env.GENVEJ_PICTURES;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
