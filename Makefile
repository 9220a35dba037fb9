# The few verbs a newcomer needs. Each does its own set-up, or says what is missing.
.PHONY: run test audit bench chaos schema format

run: ## build and start everything with the demo
	@infra/setup/run.sh

test: ## everything that must hold before a change goes in
	@infra/setup/test.sh

audit: ## what is known against the dependencies
	@infra/setup/audit.sh

bench: ## speed as ratios against anchors in the same run; ARGS="--rows 1,2" for some of it
	@infra/setup/bench.sh $(ARGS)

chaos: ## thousands of kills, power cuts and other faults; TIMES=10 by default
	@infra/setup/chaos.sh $(TIMES)

schema: ## write services/gateway/schema.graphql anew
	@infra/setup/cargo.sh run --quiet -p genvej -- schema services/gateway/schema.graphql

format: ## format all Rust files
	@infra/setup/cargo.sh fmt --all
