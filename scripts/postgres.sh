#!/bin/sh
# A throwaway PostgreSQL for the tests: fast, unsafe, gone afterwards.
#
#   scripts/postgres.sh run COMMAND…   runs COMMAND with QIXING_TEST_POSTGRES set, then stops the server
#   scripts/postgres.sh start          starts one and prints its folder and DSN
#   scripts/postgres.sh stop FOLDER    stops it and removes the folder
#
# It listens on a Unix socket in its own folder only. initdb refuses root, so
# root starts the server as the user postgres.
set -eu
cd "$(dirname "$0")/.."

find_bin() {
    if [ -n "${PG_BIN:-}" ]; then echo "$PG_BIN"; return; fi
    for folder in $(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin 2>/dev/null | sort -rV); do
        if [ -x "$folder/initdb" ]; then echo "$folder"; return; fi
    done
    if path=$(command -v initdb); then dirname "$path"; return; fi
    echo "error: PostgreSQL is not installed" >&2
    echo "hint: run scripts/setup.sh, or set PG_BIN to the folder that holds initdb" >&2
    exit 3
}

as_owner() {
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

# A socket's path holds at most 107 bytes, and its user must reach the folder.
make_folder() {
    mkdir -p build
    folder=$(mktemp -d "$PWD/build/postgres.XXXXXX")
    if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; fi
    if [ "$(printf %s "$folder" | wc -c)" -gt 80 ] || ! as_owner test -w "$folder"; then
        rmdir "$folder"
        folder=$(mktemp -d /tmp/qixing-postgres.XXXXXX)
        if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; fi
    fi
    echo "$folder"
}

start() {
    bin=$(find_bin)
    folder=$(make_folder)
    as_owner sh -c "cd / && '$bin/initdb' -D '$folder/data' -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync" >"$folder/log" 2>&1 ||
        { cat "$folder/log" >&2; exit 3; }
    as_owner sh -c "cd / && '$bin/pg_ctl' -D '$folder/data' -l '$folder/server.log' -w -t 60 start -o \"-k '$folder' -c listen_addresses= -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=200\"" >>"$folder/log" 2>&1 ||
        { cat "$folder/log" "$folder/server.log" >&2; exit 3; }
}

stop() {
    as_owner sh -c "cd / && '$(find_bin)/pg_ctl' -D '$1/data' -m immediate -w stop" >/dev/null 2>&1 || true
    rm -rf "$1"
}

dsn() { echo "postgres:///postgres?host=$1&user=postgres"; }

case "${1:-}" in
run)
    shift
    start
    trap 'stop "$folder"' EXIT
    trap 'exit 130' INT TERM HUP
    QIXING_TEST_POSTGRES=$(dsn "$folder") "$@"
    ;;
start)
    start
    echo "$folder"
    dsn "$folder"
    ;;
stop)
    stop "${2:?which folder?}"
    ;;
*)
    sed -n '2,7s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac
