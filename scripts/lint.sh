#!/bin/sh
# gofmt, go vet, staticcheck (whose version the Makefile pins), tsc, eslint, and
# whether the types of the API are what its description says.
set -eu
cd "$(dirname "$0")/.."

unformatted=$(find . -name node_modules -prune -o -name build -prune -o -name '*.go' -print | xargs gofmt -l)
if [ -n "$unformatted" ]; then
    echo "error: not formatted:" >&2
    echo "$unformatted" >&2
    echo "hint: gofmt -w FILE" >&2
    exit 1
fi
go vet ./...
go run "$1" ./...
for folder in web e2e; do
    if [ -f "$folder/tsconfig.json" ] && [ -d "$folder/node_modules" ]; then (cd "$folder" && npx --no-install tsc --noEmit); fi
done
if [ -d web/node_modules ]; then (cd web && npm run --silent lint && npm run --silent schema:check); fi
