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

# What they say is kept, so that the very last lines can name what failed far above.
told="$(mktemp)"
trap 'rm -f "$told"' EXIT
failed=''
say 'walks through the screens, in Chromium'
program="$(realpath "$built/genvej")"
(cd web && GENVEJ_PROGRAM="$program" npm run --silent walks) 2>&1 | tee -a "$told" || failed=yes

say 'tests, with a PostgreSQL of their own'
if cargo nextest --version >/dev/null 2>&1; then
  "$built/postgres" run cargo nextest run --workspace --no-fail-fast
else
  "$built/postgres" run cargo test --workspace --no-fail-fast --bins --lib --tests
fi 2>&1 | tee -a "$told" || failed=yes

# The lines of tests/browser/telling.ts, of nextest, and of cargo's own runner. Each once: nextest says
# it as it happens and again at its end.
walks='^(walk failed|needed a second try): '
tests='^ +(FLAKY 2/2|(TRY 2 )?(FAIL|TIMEOUT|ABORT|SIG[A-Z]+|LEAK-FAIL)) \[|^test .* \.\.\. FAILED$'
sed $'s/\x1b\\[[0-9;]*m//g' "$told" | grep -E "$walks|$tests" | sed -E 's/ \[.*\] +(\([ 0-9\/]+\) )?/ /' | sort -u || true
[ -z "$failed" ] || fail 'What is named above failed.'
