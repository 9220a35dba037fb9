#!/usr/bin/env bash
# Measures with optimised programs, PostgreSQL beside the product as its anchor.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. infra/setup/prepare.sh

prepare rust compiler certificates postgres
fetch_sources
say 'building with optimisation (the first time takes a good while)'
cargo build --release -p genvej -p bench -p postgres
built="${CARGO_TARGET_DIR:-target}/release"
exec "$built/postgres" run "$built/bench" "$@"
