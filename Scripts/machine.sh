# shellcheck shell=bash
# What the machine must have. Sourced by ./run, ./test and ./bench; does nothing by itself.

say() { printf '%s\n' "$@"; }
warn() { printf '%s\n' "$@" >&2; }

fail() {
  warn "$@"
  exit 1
}

## Swift itself cannot come from the distribution, so a missing one ends here, with the way to get it.
require_swift() {
  local place version
  if ! command -v swift >/dev/null 2>&1; then
    for place in /opt/swift/usr/bin /usr/share/swift/usr/bin "${HOME:-/root}/.local/share/swiftly/bin"; do
      if [[ -x $place/swift ]]; then
        PATH=$place:$PATH
        break
      fi
    done
  fi
  command -v swift >/dev/null 2>&1 || fail \
    "Attune is built with Swift 6.2 or newer, and no 'swift' was found." \
    "Install it as https://www.swift.org/install/linux says, open a new shell, and start again."
  version=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+\.[0-9]+).*/\1/p' | head -n 1)
  if [[ -z $version || $(printf '%s\n' 6.2 "$version" | sort -V | head -n 1) != 6.2 ]]; then
    fail "Attune needs Swift 6.2 or newer; this is ${version:-of an unknown version}." \
      "Get a newer one as https://www.swift.org/install/linux says."
  fi
}

is_debian() { command -v dpkg-query >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1; }

has_package() {
  [[ $(dpkg-query --show --showformat='${Status}' "$1" 2>/dev/null) == *"ok installed" ]]
}

as_root() {
  if [[ $EUID -eq 0 ]]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1; then
    # Without a terminal nobody can type a password: refuse instead of waiting.
    if [[ -t 0 ]]; then sudo "$@"; else sudo -n "$@"; fi
  else
    return 1
  fi
}

## need_packages WHY PACKAGE…: installs what is missing, asks for root only then, and says what and why.
## Answers 1 when it could not; the caller decides whether that is the end.
need_packages() {
  local why=$1 package
  local -a missing=()
  shift
  is_debian || return 1
  for package in "$@"; do
    has_package "$package" || missing+=("$package")
  done
  ((${#missing[@]})) || return 0
  say "Installing for $why: ${missing[*]}"
  [[ $EUID -eq 0 ]] || say "This is the one thing that needs root; sudo may ask for your password."
  as_root apt-get -q -o DPkg::Lock::Timeout=900 update >/dev/null || true
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=900 \
    install --no-install-recommends "${missing[@]}" >/dev/null
}

## What every build needs.
require_libraries() {
  need_packages "the build (databases and mail)" libpq-dev libsqlite3-dev libcurl4-openssl-dev pkg-config && return
  if is_debian; then
    fail "These packages are missing and could not be installed: libpq-dev libsqlite3-dev libcurl4-openssl-dev pkg-config." \
      "Install them as root and start again."
  fi
  pkg-config --exists libpq sqlite3 libcurl 2>/dev/null || fail \
    "Not a Debian or Ubuntu machine: please install the development files of libpq, SQLite and libcurl, and pkg-config."
}

## A port nobody listens on at this moment.
free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

## build_release PRODUCT: builds when a source is newer than the last good build; prints the binary's path.
## Debug and release share `.build`: they differ in no flag, so neither throws the other's work away.
build_release() {
  local stamp=.build/release.stamp binary=.build/release/$1
  if [[ ! -x $binary || ! -e $stamp ||
    -n $(find Package.swift Sources -newer "$stamp" -print -quit) ]]; then
    mkdir -p .build
    touch "$stamp.new"
    warn "Building the release binary. The first time takes about ten minutes on two cores, later seconds."
    swift build -c release --product "$1" >&2 || return 1
    mv "$stamp.new" "$stamp"
  fi
  say "$PWD/$binary"
}
