# falcoc: every command that people and CI use.
#
#   make run     build, compile the default rules, detect something real
#   make test    all tests, those that need root, BTF or Docker included where these exist
#   make help    the rest

GO       ?= go
BIN      := bin
export CGO_ENABLED = 0

# Tools, pinned. They run by `go run` or are fetched by the generate scripts.
GOLANGCI := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0

# -trimpath and -buildvcs=false: the same sources give the same bytes in any folder.
# -s -w: no symbol tables, the bundle carries its own debug information.
BUILD    := $(GO) build -trimpath -buildvcs=false -ldflags="-s -w"

FUZZTIME ?= 5s

.PHONY: help build run test race fuzz bench bench-live soak storm test-kernels microbench lint generate generate-check clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

build: ## bin/falcoc, bin/falcod with the default rules inside, and bin/falco, which takes Falco's place
	@mkdir -p $(BIN)
	$(BUILD) -o $(BIN)/falcoc ./cmd/falcoc
	$(BIN)/falcoc build rules -o cmd/falcod/default.fbc
	$(BUILD) -o $(BIN)/falcod ./cmd/falcod
	$(BUILD) -o $(BIN)/falco ./cmd/falco

run: build ## compile the default rules and detect a real read of /etc/shadow
	@sh cmd/falcod/demo.sh

test: build ## all tests
	$(GO) test ./...
	cd deploy/helm && $(GO) test ./...
	cd deploy/receivers && $(GO) test ./...

# Only these have more than one goroutine; the compiler, its command and the comparisons with Falco have one.
RACE := ./cmd/falco/... ./cmd/falcod/... ./compiler/advise ./driver/... ./grammar/... ./runtime/... ./vm/...

race: ## the tests of what has goroutines under the race detector (needs a C compiler)
	CGO_ENABLED=1 $(GO) test -race -short $(RACE)

fuzz: ## each fuzz target for FUZZTIME
	@sh .ci/fuzz $(FUZZTIME)

bench: build ## the table of docs/performance.md; FALCOC_RULES, FALCO_BIN and CAPTURES add to it
	$(GO) build -trimpath -buildvcs=false -o $(BIN)/bench ./conformance/bench
	$(BIN)/bench $(CAPTURES)

microbench: ## the benchmarks of the packages
	$(GO) test -run '^$$' -bench . -benchmem ./...

bench-live: build ## what watching this machine costs, in one table (root); FALCOC_RULES and FALCO_BIN add to it
	$(GO) build -o $(BIN)/bench-live ./driver/bpf/bench
	$(BIN)/bench-live -falcod $(BIN)/falcod -falcoc $(BIN)/falcoc -bundle "$(BUNDLE)"

storm: build ## a minute of opens and execs as fast as can be: nothing that a rule wants is lost (root)
	$(GO) build -o $(BIN)/storm ./driver/bpf/storm
	$(BIN)/storm -falcod $(BIN)/falcod -falcoc $(BIN)/falcoc

test-kernels: build ## the live tests in Debian's kernels under QEMU; KERNELS=6.1-arm64 boots that one only
	$(GO) build -o $(BIN)/kernels ./driver/bpf/kernels
	$(BIN)/kernels -only "$(KERNELS)"

lint: ## formatting, vet, staticcheck and the import arrows
	@test -z "$$(gofmt -l . | tee /dev/stderr)" || { echo 'gofmt: the files above need formatting'; exit 1; }
	cd deploy/helm && $(GO) vet ./...
	cd deploy/receivers && $(GO) vet ./...
	$(GO) run $(GOLANGCI) run ./...

generate: ## remake every generated file (installs nothing; names what is missing)
	sh grammar/generate.sh
	sh driver/bpf/generate.sh
	$(GO) generate ./vm/... ./compiler/... ./runtime/...
	$(MAKE) build

generate-check: generate ## fail when a committed generated file is stale
	@echo 'The following differences fail CI until they are committed:'
	git diff --exit-code --stat

clean: ## remove what the build made
	rm -rf $(BIN)
