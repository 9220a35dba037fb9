import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import type { Visitor } from "./browser.ts";

/** A secret with which the organisation's own system keeps people here, made by its administrator. */
export async function systemSecret({ page }: Visitor): Promise<string> {
  return page.evaluate(async () => {
    const query = `mutation($input: CreateApiClientInput!) {
      createApiClient(input: $input) { secret refusal { message } } }`;
    const input = { name: `Medarbejdersystem ${Date.now() % 100_000}`, scopes: ["PROVISION_PEOPLE"] };
    const answer = await fetch("/graphql", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query, variables: { input } }),
    });
    const said = await answer.json();
    const secret = said.data?.createApiClient?.secret;
    if (!secret) throw new Error(JSON.stringify(said));
    return secret as string;
  });
}

async function send(path: string, secret: string, type: string, body: unknown): Promise<void> {
  const answer = await fetch(new URL(path, inject("url")), {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": type },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
}

/** Departments of Randers: IT with robots in it, and care with home care and nights in it. */
export function loadDepartments(): void {
  const unit = (id: string, name: string, parent?: string) => ({ id, name, parent });
  const units = [
    unit("it", "IT og Digitalisering"),
    unit("robots", "Robotter", "it"),
    unit("care", "Pleje og Omsorg"),
    unit("home", "Hjemmeplejen", "care"),
    unit("night", "Nathold", "home"),
  ];
  operate("units", { organisation: "29189668", units });
}

/** Takes all departments of Randers away. */
export function unloadDepartments(): void {
  operate("units", { organisation: "29189668", units: [] });
}

/** Runs a command of an operator's that reads a file. */
function operate(command: string, content: unknown): void {
  const folder = mkdtempSync(join(tmpdir(), "genvej-operate-"));
  const file = join(folder, "content.json");
  writeFileSync(file, JSON.stringify(content));
  execFileSync(inject("program"), [command, file, "--data", inject("data")], { stdio: "pipe" });
  rmSync(folder, { recursive: true });
}

/** An operator locks somebody out, or in again. */
export function lock(verb: "lock" | "unlock", person: string): void {
  const data = ["--data", inject("data")];
  execFileSync(inject("program"), [verb, "person", person, ...data], { stdio: "pipe" });
}

/** A group without members. */
export async function sendGroup(secret: string, displayName: string): Promise<void> {
  const schemas = ["urn:ietf:params:scim:schemas:core:2.0:Group"];
  await send("/scim/v2/Groups", secret, "application/scim+json", { schemas, displayName });
}
