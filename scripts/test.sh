#!/bin/sh
# Runs all tests and says at the end which part failed. The Go tests come
# last, so that their lines close the output. A PostgreSQL that
# QIXING_TEST_POSTGRES names is used as it is; else a throwaway one is started.
set -u
cd "$(dirname "$0")/.."

if [ -z "${QIXING_TEST_POSTGRES:-}" ]; then exec scripts/postgres.sh run "$0" "$@"; fi

failed=

part() {
    name=$1
    shift
    echo "== $name"
    "$@" || failed="$failed $name"
}

npm_test() { (cd "$1" && npm test); }

part vet go vet ./...
if [ -f web/package.json ]; then
    part lint npm --prefix web run lint
    part web npm_test web
fi
if [ -f e2e/package.json ]; then part e2e npm_test e2e; fi
part go go test -timeout 20m ./...

if [ -n "$failed" ]; then
    echo "failed:$failed" >&2
    exit 1
fi
