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

export const uuid = (number: number) => `0f8fad5b-d9cb-469f-a165-${String(number).padStart(12, "0")}`;

/** Departments: IT with robots in it, and care with home care and nights in it. */
export async function sendDepartments(secret: string): Promise<void> {
  const unit = (number: number, name: string, above?: number) => ({
    uuid: uuid(number),
    name,
    ...(above ? { parentOU: { uuid: uuid(above) } } : {}),
  });
  const orgUnits = [
    unit(1, "IT og Digitalisering"),
    unit(2, "Robotter", 1),
    unit(3, "Pleje og Omsorg"),
    unit(4, "Hjemmeplejen", 3),
    unit(5, "Nathold", 4),
  ];
  await send("/xapi/organisation", secret, "application/json", { orgUnits, users: [] });
}

/** A group without members. */
export async function sendGroup(secret: string, displayName: string): Promise<void> {
  const schemas = ["urn:ietf:params:scim:schemas:core:2.0:Group"];
  await send("/scim/v2/Groups", secret, "application/scim+json", { schemas, displayName });
}
