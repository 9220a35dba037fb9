#!/usr/bin/env bash
# Makes the faults of tests/chaos as many times as asked; a run of CI makes them once.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. infra/setup/prepare.sh

prepare rust compiler certificates postgres
export GENVEJ_CHAOS_TIMES="${1:-10}"
# The journeys among the faults walk through the services' program.
cargo build -p genvej -p postgres -p chaos
built="${CARGO_TARGET_DIR:-target}/debug"
say "every fault $GENVEJ_CHAOS_TIMES times, ${GENVEJ_CHAOS_SEED:+with seed $GENVEJ_CHAOS_SEED}"
exec "$built/postgres" run cargo test -p chaos --no-fail-fast -- --nocapture
