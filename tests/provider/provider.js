// The honest provider of the tests: oidc-provider as it is, with people and a client from the command
// line. `node provider.js '<settings as JSON>'`; it says where it listens on its first line.
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";

// Nobody reads on after the address.
console.info = console.warn;
console.log = console.warn;

const settings = JSON.parse(process.argv[2]);

const key = (type, options, alg) => {
  const { privateKey } = generateKeyPairSync(type, options);
  return { ...privateKey.export({ format: "jwk" }), alg, use: "sig", kid: `${alg}-1` };
};

const client = {
  client_id: settings.clientId,
  client_secret: settings.clientSecret,
  redirect_uris: settings.redirectUris,
  post_logout_redirect_uris: settings.postLogoutRedirectUris,
  backchannel_logout_uri: settings.backchannelLogoutUri,
  backchannel_logout_session_required: true,
  id_token_signed_response_alg: settings.algorithm ?? "RS256",
};

const configuration = {
  clients: [client],
  jwks: {
    keys: [key("rsa", { modulusLength: 2048 }, "RS256"), key("ec", { namedCurve: "P-256" }, "ES256")],
  },
  // It posts to no address within, as long as nobody says that it may: here all is on loopback.
  fetch: (url, { dispatcher: _, ...options }) => globalThis.fetch(url, options),
  cookies: { keys: ["a test has nothing to hide"] },
  // The code flow alone puts them into the answer of another endpoint, which nobody here asks.
  conformIdTokenClaims: false,
  claims: { openid: ["sub", ...settings.claims], profile: ["name"], email: ["email"] },
  features: {
    devInteractions: { enabled: false },
    backchannelLogout: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (context, form) => {
        context.body = form;
      },
    },
  },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_, id) => {
    const claims = settings.accounts[id];
    return claims && { accountId: id, claims: () => ({ sub: id, ...claims }) };
  },
  loadExistingGrant: async (context) => {
    const { client, session, provider } = context.oidc;
    const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope("openid profile email");
    await grant.save();
    return grant;
  },
};

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, configuration);
  const answer = provider.callback();
  server.on("request", async (request, response) => {
    const url = new URL(request.url, issuer);
    if (!url.pathname.startsWith("/interaction/")) return answer(request, response);
    // `POST /interaction/<uid>?account=ida` is somebody who types their password.
    if (request.method !== "POST") return response.end("log in");
    const login = { accountId: url.searchParams.get("account") };
    await provider.interactionFinished(request, response, { login });
  });
  process.stdout.write(`${issuer}\n`);
});
