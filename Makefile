# Hebb's everyday commands; `make` alone lists them.

SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help run build test bench format lint clean

swift := scripts/env swift
# Everything is built once, optimised, and testable: `run`, `test` and `bench` share one build, and the tests of the
# kernels run at full speed (unoptimised C is seven times slower). Different flags in one target would build it all
# again; -enable-testing is given by hand because only `swift test` would add it by itself.
release := -c release -Xswiftc -enable-testing
sources := Package.swift Sources Tests

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

run: ## train both networks on Fashion-MNIST and write a report with pictures (ARGUMENTS=... for more)
	@scripts/setup run
	$(swift) build $(release) --product hebb
	.build/release/hebb demo $(ARGUMENTS)

build: ## build the command line tool: .build/release/hebb
	@scripts/setup build
	$(swift) build $(release) --product hebb

test: ## run every test (FILTER=Name for some of them)
	@scripts/setup test
	scripts/tests/setup-test
	cd Benchmarks && python3 -B compare_test.py
	$(swift) test $(release) --disable-testable-imports $(if $(FILTER),--filter $(FILTER))
	$(if $(FILTER),,scripts/tests/exchange-test .build/release/hebb)

bench: ## time Hebb beside PyTorch on this machine (ARGUMENTS="--rounds 3 --json" and so on)
	Benchmarks/run $(ARGUMENTS)

format: ## lay out the Swift sources as .swift-format says
	$(swift) format --in-place --parallel --recursive $(sources)

lint: ## check the layout of the Swift sources
	$(swift) format lint --strict --parallel --recursive $(sources)

clean: ## delete everything that was built
	rm -rf .build
