# make site and make test are all you need; `make help` lists the rest.
SWIFT ?= swift
PYTHON ?= python3
STATIC := $(if $(filter Linux,$(shell uname -s)),--static-swift-stdlib)
RELEASE := -c release -Xswiftc -cross-module-optimization $(STATIC)
IMPORTS := --explicit-target-dependency-import-check error
NOW := 2026-03-19T06:00:00Z
PARLANCE := .build/release/parlance

.PHONY: help deps build site test walls format lint bench endtoend realdata release record clean

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 12

deps: ## install the C libraries (Debian, Ubuntu), or say how
	@sh Scripts/deps.sh

build: deps ## release build of the command-line tool
	@$(SWIFT) build $(RELEASE) --product parlance

site: build ## write site/ from Examples/acme
	@$(PARLANCE) build Examples/acme --output site --now $(NOW)

test: deps walls lint ## everything that can be checked here; ends with PASSED or FAILED
	@{ $(SWIFT) build --build-tests $(IMPORTS) && $(SWIFT) test --skip-build --parallel $(IMPORTS); } \
	  && echo "make test: PASSED" || { echo "make test: FAILED"; exit 1; }

walls: ## imports, directions, file lengths, forbidden calls (docs/architecture.md)
	@$(PYTHON) Scripts/check_walls.py --self-test && $(PYTHON) Scripts/check_walls.py
	@$(PYTHON) Examples/make_acme.py --check
	@for check in expected formats reconciliation findings anomalies; do $(PYTHON) Scripts/check_$$check.py --self-test || exit 1; done

format: ## put the Swift sources in order
	@$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests Plugins

lint: ## style of the Swift sources
	@$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests Plugins && echo "lint: clean"

bench: build ## whole builds of 100,000 and 1,000,000 conversations against peers; needs ../shared
	@$(PYTHON) Benchmarks/run.py --parlance $(PARLANCE)

endtoend: build ## the built tool: figures of the examples worked out twice, bad input, sudden death
	@$(PYTHON) Scripts/check_examples.py --parlance $(PARLANCE)
	@$(PYTHON) Scripts/check_bad_input.py --parlance $(PARLANCE)
	@$(PYTHON) Scripts/check_atomic.py --parlance $(PARLANCE)
	@$(PYTHON) Scripts/check_findings.py site

realdata: build ## sites of real logs and of all formats against independent figures, and seeded errors named; needs ../shared
	@$(PYTHON) Scripts/check_expected.py --parlance $(PARLANCE)
	@$(PYTHON) Scripts/check_formats.py --parlance $(PARLANCE)
	@$(PYTHON) Scripts/check_reconciliation.py --parlance $(PARLANCE)
	@$(PYTHON) Scripts/check_anomalies.py --parlance $(PARLANCE)

release: build ## stripped binary with licence and changelog in .build/dist
	@mkdir -p .build/dist && cp LICENSE CHANGELOG.md README.md .build/dist/ && cp $(PARLANCE) .build/dist/parlance && strip .build/dist/parlance
	@ls -lh .build/dist/parlance

record: site ## write site/ and the golden files anew; the tests fail once by design
	@PARLANCE_RECORD=1 $(SWIFT) test --parallel || echo "record: golden files written; look at git diff, then run make test"

clean: ## remove build products
	@rm -rf .build
