# `make` prints the targets. Everything they need beyond Go and Node is
# installed by scripts/setup.sh, only when it is missing.

.DEFAULT_GOAL := help
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.7.0
WEB_SOURCES := $(shell find web -name node_modules -prune -o -name dist -prune -o -type f -print 2>/dev/null)

export CGO_ENABLED ?= 0
export GOFLAGS ?= -trimpath

.PHONY: help
help: ## print this
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run
run: build ## a county with demonstration data at http://127.0.0.1:8090
	bin/qixing demo

.PHONY: build
build: setup web ## the binary bin/qixing with the web application inside
	go build -o bin/qixing ./cmd/qixing

.PHONY: test
test: build ## all tests: Go on SQLite and PostgreSQL, web, journeys in a browser
	scripts/setup.sh test
	scripts/test.sh

.PHONY: check
check: lint test ## lint and test: what must pass before a change goes in

.PHONY: lint
lint: setup ## gofmt, go vet, staticcheck, the TypeScript compiler, eslint
	scripts/lint.sh $(STATICCHECK)

.PHONY: bench
bench: ## the benchmarks
	go test -run '^$$' -bench . -benchmem ./...

.PHONY: clean
clean: ## remove what was built; data folders stay
	rm -rf bin build web/dist/assets web/dist/index.html

.PHONY: setup
setup:
	scripts/setup.sh build

.PHONY: web
web: $(if $(wildcard web/package.json),web/dist/index.html)

web/dist/index.html: $(WEB_SOURCES) | setup
	cd web && npm run build
	@touch $@
