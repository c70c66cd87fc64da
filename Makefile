# The verbs beside ./run, ./test and ./bench. `make` alone lists them.

.PHONY: help format lint demo clean

help:
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

format: ## lay out every Swift file
	swift format --in-place --parallel --recursive Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources

lint: ## say what is not laid out, and check the scripts where shellcheck is installed
	swift format lint --strict --parallel --recursive Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources
	@if command -v shellcheck >/dev/null; then shellcheck -x run test bench .ci/run Scripts/*.sh; fi

demo: ## a fresh demo folder in .build/demo, always the same
	swift build --product attune
	rm -rf .build/demo
	.build/debug/attune demo --data .build/demo --seed 1

clean: ## forget builds, the tests' Python and the screenshots
	rm -rf .build .venv
