# What a person types. `make help` lists it; README.md has the first session.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

# One scratch folder a configuration, so that neither build throws the other's work away.
DEBUG := .build
RELEASE := .build-release
BENCHMARKS := .build-benchmarks
FUZZ := .build-fuzz
THREADS := .build-threads
FLAGS := --disable-index-store -debug-info-format none
# The test build needs the index: on Linux the package manager finds tests in it.
DEBUG_FLAGS := -debug-info-format none
QUORATE := $(RELEASE)/release/quorate

# The fleet that `make run` starts.
DATA ?= dev-fleet
PORT_BASE ?= 8400
ACCOUNT ?= 000000000000
CUSTODIANS ?= 5
THRESHOLD ?= 3

# What `make bench` runs, and how it reports: BENCH_FLAGS="--format json", or --filter with a pattern.
benchmark_programs := Arithmetic Randomness Protocols Requests
BENCH_FLAGS ?=

# How many stories `make simulation` tells, and from which seed on.
SIMULATIONS ?= 2000
SIMULATION_SEED ?= 0

# How long `make fuzz` runs each target, seconds, and which; all of Fuzz/Corpora where none is named.
FUZZ_SECONDS ?= 300
FUZZ_TARGETS ?=

# Generated code is as its generator wrote it.
swift_files = find Sources Tests Benchmarks Fuzz -name '*.swift' -not -path 'Sources/FleetProto/*' -print0

.PHONY: help
help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: demo
demo: release python ## Build in release mode and show the system at work, in under a minute
	@QUORATE_BINARY=$(QUORATE) Scripts/demo.sh

.PHONY: test
test: test-swift simulation test-memcheck test-timing test-clients ## Run every test: Swift in debug mode, all else on the release build

.PHONY: run
run: release python ## Start a fleet on this machine and leave it running until Ctrl-C
	@exec $(QUORATE) dev --data $(DATA) --port-base $(PORT_BASE) --account $(ACCOUNT) \
		--custodians $(CUSTODIANS) --threshold $(THRESHOLD)

.PHONY: bench
bench: dependencies ## Measure arithmetic, protocols and the request path, beside their bars
	@for program in $(benchmark_programs); do \
		QUORATE_BENCHMARKS=1 swift build -c release --product $$program --scratch-path $(BENCHMARKS) $(FLAGS); \
	done
	@python3 Benchmarks/report.py $(BENCH_FLAGS) $(benchmark_programs:%=$(BENCHMARKS)/release/%)

.PHONY: bench-forecasts
bench-forecasts: dependencies ## Measure what the forecasts of 1,000 to 100,000 keys cost a hub
	@swift build -c release --product forecast-scale --scratch-path $(RELEASE) $(FLAGS)
	@for keys in 1000 10000 100000; do $(RELEASE)/release/forecast-scale --keys $$keys; done

.PHONY: chaos
chaos: release python ## Do everything to the nodes of a fleet under load: ten minutes, or CHAOS_SECONDS
	@QUORATE_BINARY=$(QUORATE) Scripts/chaos.sh

# On optimised code, because there are many.
.PHONY: simulation
simulation: dependencies ## Tell SIMULATIONS stories of simulated fleets, from seed SIMULATION_SEED on
	@swift build -c release --product fleet-simulation --scratch-path $(RELEASE) $(FLAGS)
	@$(RELEASE)/release/fleet-simulation --seed $(SIMULATION_SEED) --count $(SIMULATIONS) --jobs $(shell nproc)

.PHONY: fuzz
fuzz: dependencies ## Search every decoder (or FUZZ_TARGETS) for inputs that break it, FUZZ_SECONDS each
	@QUORATE_FUZZ=1 swift build --product quorate-fuzz --scratch-path $(FUZZ) $(FLAGS)
	@Scripts/fuzz.sh $(FUZZ)/debug/quorate-fuzz $(FUZZ_SECONDS) $(FUZZ_TARGETS)

.PHONY: format
format: ## Format the Swift code in place
	@$(swift_files) | xargs -0 swift format format --in-place --parallel Package.swift

.PHONY: lint
lint: ## Check the format of the Swift code
	@$(swift_files) | xargs -0 swift format lint --strict --parallel Package.swift

.PHONY: clean
clean: ## Remove all builds, the Python environments and nothing else
	@rm -rf $(DEBUG) $(RELEASE) $(BENCHMARKS) $(FUZZ) $(THREADS) .venv .venv-benchmarks

# The parts of the above.

.PHONY: dependencies python debug release liar test-swift test-memcheck test-timing test-tsan test-clients
dependencies:
	@Scripts/install-dependencies.sh

python: dependencies
	@Scripts/python-environment.sh

debug: dependencies
	@swift build --build-tests --scratch-path $(DEBUG) $(DEBUG_FLAGS)

release: dependencies
	@swift build -c release --product quorate --scratch-path $(RELEASE) $(FLAGS)

liar: dependencies
	@swift build -c release --product lying-custodian --scratch-path $(RELEASE) $(FLAGS)

# A software TPM and a software token, which some of the tests start.
test-swift: debug
	@QUORATE_NEEDS="swtpm softhsm2" Scripts/install-dependencies.sh
	@Scripts/test-swift.sh --scratch-path $(DEBUG) $(DEBUG_FLAGS)

# Trap 20, on optimised code: nothing that a secret goes through may take a time that depends on it.
test-timing: dependencies
	@swift build -c release --product timing-leaks --scratch-path $(RELEASE) $(FLAGS)
	@$(RELEASE)/release/timing-leaks

# Trap 20 again, instruction by instruction: no branch and no address of the release build may depend on a secret. What was
# built before valgrind's header was there is built again.
test-memcheck: dependencies
	@command -v valgrind >/dev/null || \
		{ QUORATE_NEEDS=valgrind Scripts/install-dependencies.sh; touch Sources/CShims/include/CShims.h; }
	@swift build -c release --product timing-leaks --scratch-path $(RELEASE) $(FLAGS)
	@Scripts/memcheck.sh $(RELEASE)/release/timing-leaks

# What several threads work on. Not part of `make test`: a build of its own.
test-tsan: dependencies
	@swift build --build-tests --sanitize thread --scratch-path $(THREADS) $(DEBUG_FLAGS)
	@clang -shared -fPIC -O1 -Wall -Werror -o $(THREADS)/threads-shim.so Scripts/threads-shim.c
	@LD_PRELOAD="$(CURDIR)/$(THREADS)/threads-shim.so" \
		TSAN_OPTIONS="suppressions=$(CURDIR)/Scripts/threads.supp" \
		Scripts/test-swift.sh --sanitize thread --scratch-path $(THREADS) $(DEBUG_FLAGS) \
		--filter '^(FleetRPC|Gateway|KMSAPI|Coordination|Hub)Tests\.'

# The release build, because that is what runs: optimised code has failed where debug code did not.
test-clients: release liar python
	@QUORATE_BINARY="$${QUORATE_BINARY:-$(QUORATE)}" .venv/bin/python -m pytest Tests/Clients
