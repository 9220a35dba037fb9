# Sourced by the other scripts in this folder: `prepare rust compiler ...` looks for what is asked,
# installs what Debian can give when run as root, and otherwise names it with the one command that
# installs it. Nothing is built before all of it is there.
# shellcheck shell=bash

readonly LEAST_RUST=1.94
readonly LEAST_POSTGRES=15
readonly LEAST_NODE=20.19

# What is missing: Debian packages, and sentences for what no package can give.
missing_packages=()
missing_otherwise=()

say() { printf '== %s\n' "$*" >&2; }

fail() {
  printf '\n' >&2
  printf '%s\n' "$@" >&2
  exit 1
}

# True when version $1 is at least version $2.
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$2" ]; }

# rustup puts cargo where only a login shell looks.
find_cargo() {
  local home="${CARGO_HOME:-$HOME/.cargo}"
  if [ -x "$home/bin/cargo" ]; then PATH="$home/bin:$PATH"; fi
  export PATH
}

need_rust() {
  local version
  if ! command -v cargo >/dev/null || ! version="$(rustc --version 2>/dev/null)"; then
    missing_otherwise+=("Rust $LEAST_RUST or newer was not found. Install it with
    curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y")
    return
  fi
  version="${version#rustc }"
  version="${version%% *}"
  at_least "${version%%-*}" "$LEAST_RUST" || missing_otherwise+=(
    "Rust $LEAST_RUST or newer is needed, and $(command -v rustc) is $version. Renew it with
    rustup update stable
  or, where Rust came from another source than rustup, install rustup from https://rustup.rs")
}

# rustup's smallest installation comes without these two.
need_rust_components() {
  cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1 && return
  if command -v rustup >/dev/null; then
    say "adding rustfmt and clippy to the Rust installation"
    rustup component add rustfmt clippy && return
  fi
  missing_otherwise+=("cargo fmt and cargo clippy were not found. With rustup they are added with
    rustup component add rustfmt clippy")
}

# Some dependencies (SQLite, TLS) are C inside, and Rust links with the C compiler in any case.
need_compiler() {
  local probe
  probe="$(mktemp -d)"
  printf '#include <stdlib.h>\nint main(void) { return EXIT_SUCCESS; }\n' >"$probe/probe.c"
  cc "$probe/probe.c" -o "$probe/probe" 2>/dev/null || missing_packages+=(build-essential)
  rm -rf "$probe"
}

# Without them cargo cannot tell that it talks to the real registry.
need_certificates() {
  [ -n "${SSL_CERT_FILE:-}${SSL_CERT_DIR:-}${CARGO_HTTP_CAINFO:-}" ] ||
    [ -s /etc/ssl/certs/ca-certificates.crt ] || [ -s /etc/ssl/cert.pem ] ||
    [ -s /etc/pki/tls/certs/ca-bundle.crt ] || missing_packages+=(ca-certificates)
}

postgres_is_there() {
  local folder version
  for folder in /usr/lib/postgresql/*/bin ${PATH//:/ }; do
    [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ] || continue
    version="$("$folder/postgres" --version 2>/dev/null)" || continue
    version="$(printf '%s' "$version" | sed -E 's/^[^0-9]*([0-9]+).*/\1/')"
    at_least "$version" "$LEAST_POSTGRES" && return
  done
  return 1
}

node_is_there() {
  local version
  version="$(node --version 2>/dev/null)" && command -v npm >/dev/null &&
    at_least "${version#v}" "$LEAST_NODE"
}

# Whether Debian's own Node would do: that of Debian 13 does, that of Debian 12 is too old.
debian_has_node() {
  local version
  version="$(apt-cache policy nodejs 2>/dev/null | sed -n 's/^ *Candidate: //p')"
  version="${version%%[+~-]*}"
  [[ "$version" =~ ^[0-9] ]] && at_least "$version" "$LEAST_NODE"
}

# The screens are built with it.
need_node() {
  node_is_there && return
  if debian_has_node; then missing_packages+=(nodejs npm); else
    missing_otherwise+=("Node $LEAST_NODE or newer with npm was not found, and Debian's is older here.
    Install it from https://nodejs.org")
  fi
}

# The walks through the screens use Debian's own browser, so that none is downloaded.
need_browser() {
  [ -n "${GENVEJ_BROWSER:-}" ] || command -v chromium >/dev/null || missing_packages+=(chromium)
}

# The SCIM test suite runs in an environment of its own.
need_python() {
  python3 -c 'import ensurepip, venv' 2>/dev/null || missing_packages+=(python3-venv)
}

# The tests start a server of their own and need its programs, not a running server.
need_postgres() { postgres_is_there || missing_packages+=(postgresql); }

install_packages() {
  local quiet_server=/etc/postgresql-common/createcluster.d/genvej-tests.conf made=''
  say "installing Debian packages: ${missing_packages[*]}"
  if [[ " ${missing_packages[*]} " == *" postgresql "* ]] && [ ! -e "$quiet_server" ]; then
    # The package would otherwise also start a server on port 5432, which nobody asked for.
    mkdir -p "${quiet_server%/*}" && echo 'create_main_cluster = false' >"$quiet_server"
    made=yes
  fi
  local installed=yes
  { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q --yes \
    --no-install-recommends -o DPkg::Lock::Timeout=120 "${missing_packages[@]}"; } >&2 || installed=''
  [ -z "$made" ] || rm -f "$quiet_server"
  [ -n "$installed" ] || fail \
    "apt-get could not install ${missing_packages[*]}; its own words are above." \
    "Nothing was built. Install them another way and type the same command again."
}

# Asks for each thing named, then installs or names what is missing.
prepare() {
  local thing
  find_cargo
  for thing in "$@"; do "need_$thing"; done
  if [ ${#missing_otherwise[@]} -gt 0 ]; then fail "${missing_otherwise[@]/#/* }" '' \
    'Then type the same command again; it goes on from here.'; fi
  [ ${#missing_packages[@]} -gt 0 ] || return 0
  if ! command -v apt-get >/dev/null; then
    fail "Missing on this machine (by their Debian names): ${missing_packages[*]}" \
      'There is no apt-get here. Install them with what this system has, then type the same again.'
  elif [ "$(id -u)" -ne 0 ]; then
    fail "Missing on this machine: ${missing_packages[*]}. This one command installs it:" '' \
      "    sudo sh -c 'apt-get update && apt-get install --yes ${missing_packages[*]}'" '' \
      'Then type the same command again; it goes on from here.'
  fi
  install_packages
}

# Fetches the sources of all dependencies first, so that a missing network is told as that.
fetch_sources() {
  local host
  host="$(rustc -vV | sed -n 's/^host: //p')"
  cargo fetch --target "$host" || fail \
    'The sources of the dependencies could not be fetched; cargo says why above.' \
    'It needs https://crates.io once. Behind a proxy, set HTTPS_PROXY and try again.'
}

# Builds the screens into web/dist when something of theirs is newer.
build_screens() {
  local built=web/dist/index.html
  fetch_screens
  if [ ! -e "$built" ] || [ -n "$(find web/src web/index.html web/vite.config.ts web/package-lock.json \
    services/gateway/texts -newer "$built" -print -quit)" ]; then
    say 'building the screens'
    (cd web && npm run --silent screens) >&2 || fail 'The screens could not be built; see above.'
  fi
}

# Fetches what the screens are built from, by the lock file.
fetch_screens() {
  [ web/node_modules/.package-lock.json -nt web/package-lock.json ] && return
  say 'fetching what the screens are built from'
  (cd web && npm ci --no-audit --no-fund) >&2 || fail \
    'The packages of the screens could not be fetched; npm says why above.' \
    'It needs npm'"'"'s registry once. Behind a proxy, set HTTPS_PROXY and try again.'
  touch web/node_modules/.package-lock.json
}

# Fetches the provider that the tests sign in at, by its lock file.
fetch_provider() {
  [ tests/provider/node_modules/.package-lock.json -nt tests/provider/package-lock.json ] && return
  say 'fetching the provider that the tests sign in at'
  (cd tests/provider && npm ci --no-audit --no-fund) >&2 || fail \
    'The provider of the tests could not be fetched; npm says why above.' \
    'It needs npm'"'"'s registry once. Behind a proxy, set HTTPS_PROXY and try again.'
  touch tests/provider/node_modules/.package-lock.json
}
