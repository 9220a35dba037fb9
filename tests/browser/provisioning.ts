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

const SCHEMAS = "urn:ietf:params:scim:schemas:core:2.0";

/** Sends what SCIM is to keep, and gives the id that it has there. */
async function send(method: string, path: string, secret: string, body: unknown): Promise<string> {
  const answer = await fetch(new URL(`/scim/v2/${path}`, inject("url")), {
    method,
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/scim+json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()).id;
}

/** Departments of Randers: IT with robots in it, and care with home care and nights in it. */
export function loadDepartments(lowest = "Nathold"): void {
  const unit = (id: string, name: string, parent?: string) => ({ id, name, parent });
  const units = [
    unit("it", "IT og Digitalisering"),
    unit("robots", "Robotter", "it"),
    unit("care", "Pleje og Omsorg"),
    unit("home", "Hjemmeplejen", "care"),
    unit("night", lowest, "home"),
  ];
  operate("units", { organisation: "29189668", units });
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

/** Somebody by the word that their provider says of them; another walk may have sent them before. */
export async function sendPerson(secret: string, externalId: string): Promise<string> {
  const filter = encodeURIComponent(`externalId eq "${externalId}"`);
  const asked = new URL(`/scim/v2/Users?filter=${filter}`, inject("url"));
  const answer = await fetch(asked, { headers: { authorization: `Bearer ${secret}` } });
  const [known] = (await answer.json()).Resources ?? [];
  if (known) return known.id;
  const schemas = [`${SCHEMAS}:User`];
  const body = { schemas, userName: externalId, externalId, active: true };
  return send("POST", "Users", secret, body);
}

/** Lets somebody in, or keeps them out. */
export async function setActive(secret: string, id: string, active: boolean): Promise<void> {
  const schemas = ["urn:ietf:params:scim:api:messages:2.0:PatchOp"];
  const Operations = [{ op: "replace", path: "active", value: active }];
  await send("PATCH", `Users/${id}`, secret, { schemas, Operations });
}

/** A group with one person in it. */
export async function sendGroup(secret: string, name: string, member: string): Promise<void> {
  const schemas = [`${SCHEMAS}:Group`];
  const body = { schemas, displayName: name, members: [{ value: member }] };
  await send("POST", "Groups", secret, body);
}
