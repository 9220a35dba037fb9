#!/usr/bin/env bash
# Builds and starts the whole product with its demo; arguments go on to `genvej up`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. infra/setup/prepare.sh

prepare rust compiler certificates
# Without Node the product runs all the same, and says on its first page that it has no screens.
if node_is_there || { debian_has_node && [ "$(id -u)" -eq 0 ]; }; then
  prepare node
  build_screens
else
  say "Node $LEAST_NODE with npm was not found: the screens are NOT built, GraphiQL is there"
  say 'install it from https://nodejs.org and type the same again'
fi
fetch_sources
say 'building Genvej (the first time takes ten minutes or so on two cores, later seconds)'
exec cargo run -p genvej -- up --demo "$@"
