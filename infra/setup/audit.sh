#!/usr/bin/env bash
# What is known against the dependencies: advisories, licences, sources, duplicates.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. infra/setup/prepare.sh

prepare rust compiler certificates
if ! cargo deny --version >/dev/null 2>&1; then
  say 'cargo-deny is not installed: advisories, sources and bans are NOT checked'
  say 'install it with: cargo install cargo-deny --locked'
  say 'the licences are checked by the test that needs nothing'
  exec cargo test -p journeys --test licences
fi
if cargo deny fetch db; then
  exec cargo deny check advisories bans licenses sources
fi
say 'the advisory database cannot be reached: advisories are NOT checked'
exec cargo deny check bans licenses sources
