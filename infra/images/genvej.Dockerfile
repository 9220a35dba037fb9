# The one image: every service and every operator task is a subcommand of the same program.
# Built from the root of the repository:
#   docker build --file infra/images/genvej.Dockerfile --tag genvej .

FROM rust:1.95-bookworm AS build
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/source/target \
    cargo build --release --locked --package genvej \
    && install -D target/release/genvej /out/genvej

FROM node:20-bookworm-slim AS web
WORKDIR /source
COPY web/package.json web/package-lock.json web/.npmrc web/
RUN cd web && npm ci
COPY web web
COPY services/gateway/texts services/gateway/texts
COPY services/gateway/schema.graphql services/gateway/schema.graphql
COPY services/registry/case/src/event/kinds.rs services/registry/case/src/event/kinds.rs
RUN cd web && npm run build

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --create-home --home-dir /var/lib/genvej genvej
COPY --from=build /out/genvej /usr/local/bin/genvej
COPY services/genvej/demo /usr/share/genvej/demo
COPY --from=web /source/web/dist /usr/share/genvej/web
USER genvej
WORKDIR /var/lib/genvej
ENTRYPOINT ["genvej"]
