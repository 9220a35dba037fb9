#!/usr/bin/env bash
# Installs the SCIM test suite of tests/scim/requirements.txt into an environment of its own and prints
# its interpreter. What is installed already is left as it is, and needs no network.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. infra/setup/prepare.sh

prepare python
# Beside what cargo builds, which no check of the tree looks into.
folder="$(realpath -m "${CARGO_TARGET_DIR:-target}")/scim-suite"
wanted=tests/scim/requirements.txt
mkdir -p "${folder%/*}"
exec 9>"$folder.lock"
flock 9
if ! cmp -s "$wanted" "$folder/installed.txt"; then
  say 'installing the SCIM test suite'
  rm -rf "$folder"
  python3 -m venv "$folder" >&2 || fail 'python3 -m venv did not work; its own words are above.'
  "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps \
    --requirement "$wanted" >&2 || fail \
    'The SCIM test suite could not be installed; pip says why above.' \
    'It needs https://pypi.org once. Behind a proxy, set HTTPS_PROXY and try again.'
  cp "$wanted" "$folder/installed.txt"
fi
printf '%s\n' "$folder/bin/python"
