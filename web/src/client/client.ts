import { Client, cacheExchange, fetchExchange } from "urql";
import type { Language } from "../texts/texts.ts";

/**
 * The client of the public GraphQL API. The language goes along, so that what the server says to
 * people (refusals, faults, labels) is in theirs.
 */
export function makeClient(language: Language): Client {
  return new Client({
    url: "/graphql",
    exchanges: [cacheExchange, fetchExchange],
    preferGetMethod: false,
    requestPolicy: "cache-and-network",
    fetchOptions: { headers: { "accept-language": language }, credentials: "same-origin" },
  });
}
