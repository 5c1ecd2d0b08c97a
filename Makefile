# The same scripts, for people who like make. Nothing here needs make: see README.md.
.PHONY: audit test lint bench docs conformance agreement picture clean

audit: ## audit the sample: HTML, PDF and JSON in this folder
	sh scripts/try

test: ## run the tests
	sh scripts/test

lint: ## ruff, mypy and import-linter
	sh scripts/lint

bench: ## medians and ratios, other tools beside this one; installs those below build/
	sh scripts/setup
	.venv/bin/python bench/bench.py

docs: ## write the generated pages of docs/
	sh scripts/setup
	.venv/bin/python scripts/generate_docs.py

conformance: ## run real frameworks over tool definitions and compare; installs them below build/; make conformance ARGS=langchain
	sh scripts/setup
	.venv/bin/python conformance/run.py --real --write $(ARGS)

agreement: ## compare the framework profiles with the recorded runs in ../shared
	sh scripts/setup
	.venv/bin/python conformance/agreement.py $(ARGS)

picture: ## make the README's pictures from the sample's report; needs Chromium
	sh scripts/picture

clean: ## remove what the other targets made
	rm -rf .venv build dist ./*.audit.html ./*.audit.pdf ./*.audit.json
