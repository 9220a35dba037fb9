// GraphiQL against this gateway: queries over POST, subscriptions over server-sent events, both
// with the session cookie. Loaded from our own origin only, so the page needs no script inline.
import "graphiql/graphiql.css";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { GraphiQL } from "graphiql";
import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { createClient } from "graphql-sse";
import welcome from "./welcome.graphql";

const request = createGraphiQLFetcher({ url: "/graphql" });
const events = createClient({ url: "/graphql", singleConnection: false });

function isSubscription(params, options) {
  const document = options?.documentAST;
  const operation = document?.definitions.find(
    (definition) =>
      definition.kind === "OperationDefinition" &&
      (!params.operationName || definition.name?.value === params.operationName),
  );
  return operation?.operation === "subscription";
}

const fetcher = (params, options) =>
  isSubscription(params, options) ? events.iterate(params) : request(params, options);

createRoot(document.getElementById("graphiql")).render(
  createElement(GraphiQL, { fetcher, defaultQuery: welcome, shouldPersistHeaders: false }),
);
