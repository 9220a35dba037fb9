#!/usr/bin/env bash
# Everything that must hold before a change goes in. The last lines are the test runner's own.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. infra/setup/prepare.sh

prepare rust compiler certificates postgres node browser
prepare rust_components
infra/setup/scim.sh >/dev/null
fetch_sources
fetch_screens
fetch_provider

say 'the screens: formatting, lints, types against the schema, texts, tests, size'
(cd web && npm run --silent check)

say 'formatting'
cargo fmt --all --check
cargo fmt --manifest-path tests/bench/peers/Cargo.toml --check

say 'lints (clippy pedantic, warnings are errors)'
cargo clippy --workspace --all-targets -- -D warnings

# One build for all that follows: the services' program is what the journeys walk through.
say 'building the services and the tests'
cargo build --workspace --all-targets
built="${CARGO_TARGET_DIR:-target}/debug"

say 'the committed schema is the one that the gateway serves'
"$built/genvej" schema --check services/gateway/schema.graphql

say 'examples in the documentation'
cargo test --workspace --doc --quiet

failed=''
say 'walks through the screens, in Chromium'
program="$(realpath "$built/genvej")"
(cd web && GENVEJ_PROGRAM="$program" npm run --silent walks) || failed=yes

say 'tests, with a PostgreSQL of their own'
if cargo nextest --version >/dev/null 2>&1; then
  "$built/postgres" run cargo nextest run --workspace --no-fail-fast || failed=yes
else
  "$built/postgres" run cargo test --workspace --no-fail-fast --bins --lib --tests || failed=yes
fi
[ -z "$failed" ] || fail 'Something above failed.'
