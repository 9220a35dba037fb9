#!/usr/bin/env bash
# Builds and starts the whole product with its demo; arguments go on to `genvej up`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. infra/setup/prepare.sh

prepare rust compiler certificates
fetch_sources
say 'building Genvej (the first time takes ten minutes or so on two cores, later seconds)'
exec cargo run -p genvej -- up --demo "$@"
