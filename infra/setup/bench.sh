#!/usr/bin/env bash
# Measures with optimised programs, PostgreSQL and PostGraphile beside the product as its anchors.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. infra/setup/prepare.sh

prepare rust compiler certificates postgres
fetch_sources
say 'building with optimisation (the first time takes a good while)'
cargo build --release -p genvej -p bench -p postgres
built="${CARGO_TARGET_DIR:-target}/release"

# A folder for temporary files can lie in memory, where a durable write costs nothing.
if [ -z "${TMPDIR:-}" ] && [ -w /var/tmp ]; then export TMPDIR=/var/tmp; fi

# The anchor of the list comes from npm, into a folder that is no part of the product.
anchor="$(dirname "$built")/bench/postgraphile"
mkdir -p "$anchor"
cp tests/bench/postgraphile/package.json tests/bench/postgraphile/graphile.config.mjs "$anchor"
known=(--genvej "$built/genvej")
if command -v npm >/dev/null && npm install --prefix "$anchor" --no-audit --no-fund >&2; then
  known+=(--postgraphile "$anchor")
else
  say 'PostGraphile could not be fetched with npm: the list of cases stays without its row'
fi

# These link another SQLite than ours, so they are a program, and a workspace, of their own.
say 'building the event stores of others'
peers="$(dirname "$built")/bench/peers"
if CARGO_TARGET_DIR="$peers" cargo build --release --locked \
  --manifest-path tests/bench/peers/Cargo.toml; then
  known+=(--peers "$peers/release/peers")
else
  say 'they could not be built: appends stay without their lines'
fi
# An anchor of statistics comes from PyPI, into a folder of its own.
duckdb="$(dirname "$built")/bench/duckdb"
if command -v python3 >/dev/null && python3 -m venv "$duckdb" >&2 &&
  "$duckdb/bin/pip" install --quiet -r tests/bench/duckdb/requirements.txt >&2; then
  known+=(--duckdb "$duckdb/bin/python")
else
  say 'DuckDB could not be fetched with pip: statistics are measured against PostgreSQL only'
fi
exec "$built/postgres" run "$built/bench" "${known[@]}" "$@"
