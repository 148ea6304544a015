#!/bin/sh
# Installs what is missing, and only that, and says what it does.
#
#   scripts/setup.sh build   what building needs: the packages of the web application
#   scripts/setup.sh test    what testing needs besides: PostgreSQL, Chromium, Chinese fonts
#
# Go and Node are yours to install: see README.
set -eu
cd "$(dirname "$0")/.."

say() { echo "setup: $*"; }

fail() {
    echo "error: $1" >&2
    echo "hint: $2" >&2
    exit 3
}

need_tools() {
    command -v go >/dev/null || fail "Go is not installed" "install the version that go.mod names, from go.dev"
    if [ -f web/package.json ] && ! command -v npm >/dev/null; then
        fail "Node is not installed" "install Node 20.19 or newer; it is needed to build the web application only"
    fi
}

# npm packages are stale when the lock file is newer than what was installed.
install_packages() {
    [ -f "$1/package-lock.json" ] || return 0
    installed="$1/node_modules/.package-lock.json"
    if [ -f "$installed" ] && [ -z "$(find "$1/package-lock.json" -newer "$installed")" ]; then return 0; fi
    say "installing the packages of $1/"
    (cd "$1" && npm ci --no-audit --no-fund && touch node_modules/.package-lock.json)
}

has_chromium() {
    [ -n "${QIXING_CHROMIUM:-}${CHROMIUM:-}" ] && return 0
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" >/dev/null && return 0
    done
    return 1
}

has_chinese_fonts() { command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh family)" ]; }

has_postgres() {
    [ -n "${QIXING_TEST_POSTGRES:-}" ] || [ -n "${PG_BIN:-}" ] || command -v initdb >/dev/null ||
        ls /usr/lib/postgresql/*/bin/initdb /usr/pgsql-*/bin/initdb >/dev/null 2>&1
}

missing_from_system() {
    has_postgres || printf ' postgresql'
    if [ -d e2e ]; then
        has_chromium || printf ' chromium'
        has_chinese_fonts || printf ' fontconfig fonts-noto-cjk'
    fi
}

install_from_system() {
    missing=$(missing_from_system)
    [ -n "$missing" ] || return 0
    command -v apt-get >/dev/null || fail "missing:$missing" "install them with this system's package manager, then run again"
    as_root=
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || fail "missing:$missing" "run as root: apt-get install$missing"
        as_root=sudo
    fi
    say "installing$missing"
    $as_root apt-get update -q
    # shellcheck disable=SC2086 # names are words of one list
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
}

case "${1:-build}" in
build)
    need_tools
    install_packages web
    ;;
test)
    need_tools
    install_from_system
    install_packages web
    install_packages e2e
    ;;
*)
    sed -n '2,7s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac
