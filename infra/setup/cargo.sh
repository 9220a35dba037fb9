#!/usr/bin/env bash
# Runs cargo with what it needs in place.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. infra/setup/prepare.sh

prepare rust compiler certificates
exec cargo "$@"
