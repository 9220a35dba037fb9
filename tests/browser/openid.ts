import { generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A provider of a municipality's own, at which everybody is the same person. */
export interface Provider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What it says of that person; another object takes the place of this one. */
  claims: Record<string, unknown>;
  close: () => Promise<void>;
}

const bytes = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = "";
  for await (const part of request) text += part;
  return new URLSearchParams(text);
}

/** Starts an OpenID provider on loopback, as the demo allows one. */
export async function startProvider(claims: Record<string, unknown>): Promise<Provider> {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = { ...publicKey.export({ format: "jwk" }), alg: "RS256", use: "sig", kid: "1" };
  const nonces = new Map<string, string>();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  const provider: Provider = { issuer, clientId: "genvej", clientSecret: randomUUID(), claims, close };

  const idToken = (nonce: string) => {
    const now = Math.floor(Date.now() / 1000);
    const standing = { iss: issuer, aud: provider.clientId, nonce, iat: now, exp: now + 300 };
    const signed = `${bytes({ alg: "RS256", kid: "1" })}.${bytes({ ...provider.claims, ...standing })}`;
    return `${signed}.${sign("sha256", Buffer.from(signed), privateKey).toString("base64url")}`;
  };
  server.on("request", async (request, response) => {
    const url = new URL(request.url ?? "/", issuer);
    const json = (status: number, value: unknown) =>
      response
        .writeHead(status, { "content-type": "application/json", connection: "close" })
        .end(JSON.stringify(value));
    if (url.pathname === "/.well-known/openid-configuration") {
      return json(200, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        end_session_endpoint: `${issuer}/out`,
        response_types_supported: ["code"],
        subject_types_supported: ["public"],
        id_token_signing_alg_values_supported: ["RS256"],
      });
    }
    if (url.pathname === "/keys") return json(200, { keys: [key] });
    if (url.pathname === "/authorize") {
      const code = randomUUID();
      nonces.set(code, url.searchParams.get("nonce") ?? "");
      const back = new URL(url.searchParams.get("redirect_uri") ?? "");
      back.searchParams.set("code", code);
      back.searchParams.set("state", url.searchParams.get("state") ?? "");
      return response.writeHead(303, { location: back.href, connection: "close" }).end();
    }
    const nonce = nonces.get((await bodyOf(request)).get("code") ?? "");
    const shown = `${provider.clientId}:${provider.clientSecret}`;
    const isOurs = request.headers.authorization === `Basic ${btoa(shown)}`;
    if (nonce === undefined || !isOurs) return json(401, { error: "invalid_client" });
    json(200, { access_token: "a", token_type: "Bearer", id_token: idToken(nonce) });
  });
  return provider;
}
