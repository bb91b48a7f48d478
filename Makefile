# What a person needs to type; each target says what it does in `make help`.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo quick test check faults bench bench-pure tools

# Where `make demo` listens, and where it keeps its database between runs.
LISTEN ?= 127.0.0.1:8080
DATA ?= data/demo

# How much `make faults` lets fail.
FAULTS ?= short

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## Run the bot with its own messenger and a chat page in the browser (LISTEN=, DATA=)
	@echo "Building; the first time takes some minutes. Then one address is printed: open it in a browser."
	@cargo run --profile demo --no-default-features --features demo --locked --bin rembuk -- demo --listen "$(LISTEN)" --data "$(DATA)"

# Postgres looks after each database once in a nap; the hundreds of the tests, each needed for seconds, took a tenth of a
# processor for that.
test: tools check ## Install what is missing, check, and run every test on SQLite and on Postgres
	@REMBUK_TEST_NAPTIME=1h scripts/with-postgres.sh cargo nextest run --locked --workspace --all-features --profile ci
	@cargo test --quiet --locked --workspace --all-features --doc

quick: ## The pure crates, the store on SQLite, and their lints: for between two thoughts
	@cargo clippy --quiet --locked -p domain -p dialogues -p store --all-targets --all-features -- -D warnings
	@cargo nextest run --locked -p domain -p dialogues -p store --all-features -E 'not package(store) | test(/::sqlite$$/)'

# Documented with the examples, so that what is used by tests alone counts: without it sixty dependencies have other
# features than for the lints, and are compiled once more.
check: ## Formatting, lints, dependencies, documentation; nothing is run
	@scripts/install-tools.sh check
	cargo fmt --all --check
	cargo clippy --quiet --locked --workspace --all-targets --all-features -- -D warnings
	cargo deny --locked --all-features --log-level error check bans licenses sources
	RUSTDOCFLAGS="-D warnings" cargo doc --quiet --locked --workspace --all-features --no-deps --document-private-items --lib --examples

faults: tools ## Let everything fail at random, by a seed, and judge what came of it (FAULTS=short|night, REMBUK_FAULTS_SEED=)
	@FAULTS=$(FAULTS) scripts/with-postgres.sh cargo nextest run --locked --all-features --test faults \
		$(if $(filter night,$(FAULTS)),--profile night --cargo-profile release) --no-capture -E 'test(/^campaign::/)'

bench: tools ## Measure speed, start and growth on SQLite and on Postgres (BENCH=short, ONLY="--suites half,start")
	@scripts/with-postgres.sh cargo bench --profile dist --locked --bench updates -- $(ONLY)

bench-pure: ## Measure the pure parts by themselves: reading, deciding, rendering
	@cargo bench --locked --bench pure

tools: ## Install what `make test` needs and this machine lacks
	@scripts/install-tools.sh
