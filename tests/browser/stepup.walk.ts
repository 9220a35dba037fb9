import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, inject, it } from "vitest";
import { isSound, picture, signIn, visit } from "./browser.ts";
import { freePort, root } from "./product.ts";

/** Seconds after signing in that rights are given in; the product that all walks share has half an hour. */
const SECONDS = 20;

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** A product of its own, in which one soon has to sign in once more. */
async function start(): Promise<string> {
  const data = mkdtempSync(join(tmpdir(), "genvej-stepup-"));
  const port = await freePort();
  const file = (name: string) => JSON.stringify(join(data, name));
  const address = (name: string) => JSON.stringify(`sqlite://${join(data, name)}`);
  const url = `http://127.0.0.1:${port}`;
  const settings = `
    [identity]
    mode = "demo"
    listen = "127.0.0.1:0"
    step_up_seconds = ${SECONDS}
    redirect_uris = ["${url}/sign-in/callback"]
    database.url = ${address("identity.db")}
    demo.listen = "127.0.0.1:${port + 1}"
    [registry]
    listen = "127.0.0.1:0"
    log.url = ${JSON.stringify(`sqlite:${join(data, "log.db")}`)}
    read.url = ${JSON.stringify(`sqlite:${join(data, "read.db")}`)}
    read.search_folder = ${file("search")}
    identity_url = ""
    [gateway]
    listen = "127.0.0.1:${port}"
  `;
  const config = join(data, "genvej.toml");
  writeFileSync(config, settings);
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith("GENVEJ_"));
  const child = spawn(inject("program"), ["up", "--config", config], {
    cwd: root,
    env: { ...Object.fromEntries(others), RUST_LOG: "error" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  ends.push(async () => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    if (child.exitCode === null) {
      child.kill("SIGTERM");
      await ended;
    }
    rmSync(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });
  await new Promise<void>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the product ended with ${code}`)));
    child.stdout.on("data", (part) => {
      if (String(part).includes("Genvej kører på")) resolve();
    });
  });
  return url;
}

it("who signed in a while ago confirms who they are before giving rights, and loses nothing", async () => {
  const hanne = await visit({ url: await start() });
  ends.unshift(hanne.close);
  const { page, context } = hanne;
  await signIn(hanne, "Hanne Lyngsø", "/min-organisation/brugere");
  const signedIn = Date.now();
  const key = async () => (await context.cookies()).find(({ name }) => /session$/.test(name))?.value;
  const before = await key();
  await page.getByRole("main").getByRole("link", { name: "Hanne Lyngsø" }).click();
  await page.getByRole("button", { name: "Giv en rolle" }).click();
  await page.getByRole("radio", { name: /^Superbruger/ }).check();
  await page.waitForTimeout(Math.max(0, signedIn + SECONDS * 1000 + 1000 - Date.now()));
  await page.getByRole("button", { name: "Giv rollen" }).click();
  await page.getByText("Bekræft, at det er dig, og prøv igen.").waitFor();
  await isSound(hanne, "confirming who one is");
  await picture(hanne, "stepup-da");

  const opened = context.waitForEvent("page");
  await page.getByRole("link", { name: "Bekræft, at det er dig" }).click();
  const tab = await opened;
  await tab.getByText("Hanne Lyngsø").first().click();
  await tab.getByRole("heading", { name: "Du har bekræftet, at det er dig" }).waitFor();
  // What takes its time comes after what one has only so many seconds for.
  await page.bringToFront();
  expect(await page.getByRole("radio", { name: /^Superbruger/ }).isChecked()).toBe(true);
  await page.getByRole("button", { name: "Giv rollen" }).click();
  await page.getByText("Rollen er givet.").waitFor();
  await tab.bringToFront();
  await isSound({ ...hanne, page: tab }, "having confirmed who one is");
  await picture({ ...hanne, page: tab }, "stepup-confirmed-da");
  await tab.close();
  expect(await key()).not.toBe(before);
  await page.goto("/min-organisation/log");
  await page.getByText("Hanne Lyngsø loggede ind igen for at bekræfte, hvem det er.").waitFor();
});
