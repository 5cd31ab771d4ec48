# Tchat: `make dev` runs it all, `make test` proves it.

SHELL     := /bin/bash
LOCAL_DIR ?= .local
MVN       ?= mvn
JAVA      := $(if $(JAVA_HOME),$(JAVA_HOME)/bin/java,java)

# What a build is made of; a change to any of it, or a file more or less, makes the jars stale.
SOURCES    = find pom.xml .mvn routes services gateway integrations kamelets migrations deploy/local tests \
               \( -name target -o -name '.*.swp' \) -prune -o -type f ! -path '*/src/test/*' -print
STAMP      = .local/build.stamp

LOCAL      = $(JAVA) -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx96m -XX:-UsePerfData \
               -Dtchat.root="$(CURDIR)" -cp "$$(echo deploy/local/target/tchat-local-*.jar):deploy/local/target/lib/*" \
               sea.tchat.local.LocalStack
export LOCAL_DIR

.DEFAULT_GOAL := help
.PHONY: help dev build test chaos demo migrate-up migrate-down migrate-status health-check restart stop stores format clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' Makefile

dev: build ## build what is stale and run everything, until Ctrl-C (PORT_BASE, DB_HOST, … see README.md)
	@$(LOCAL) dev $(ARGS)

build: ## compile and lay out every program, if a source is newer than the last build
	@mkdir -p .local; \
	listing="$$($(SOURCES) | LC_ALL=C sort | cksum)"; \
	if [ "$$(cat $(STAMP) 2>/dev/null)" = "$$listing" ] && [ -d gateway/target/lib ] && [ -d deploy/local/target/lib ] \
	    && [ -z "$$($(SOURCES) | tr '\n' '\0' | xargs -0 sh -c 'find "$$@" -newer $(STAMP)' -)" ]; then \
	  echo "  build         nothing has changed"; \
	else \
	  begin=$$SECONDS; printf '  build         compiling, the first time also fetching libraries …\n'; \
	  touch .local/build.begin; \
	  $(MVN) -q -B -Dmaven.test.skip=true package || exit 1; \
	  echo "$$listing" > $(STAMP); touch -r .local/build.begin $(STAMP); \
	  echo "  build         done in $$((SECONDS - begin)) s"; \
	fi

test: ## everything a newcomer needs to trust the system, against real stores
	$(MVN) -B verify $(ARGS)

chaos: ## the walk-through with everything killed (kill -9) between any two steps; about ten minutes
	$(MVN) -B verify -pl tests/e2e -am -Dtest=WalkthroughTest -Dsurefire.failIfNoSpecifiedTests=false -Dtchat.kill=all $(ARGS)

demo: ## two phones sign in, talk and pay, step by step, on the running system
	@$(JAVA) -cp "$$(echo tests/e2e/target/tchat-e2e-*.jar):tests/e2e/target/lib/*" sea.tchat.e2e.Demo $(ARGS)

migrate-up: ## bring the schemas up to date: of the running system, or where DB_HOST, SCYLLA_HOSTS, KAFKA_BROKERS point
	@$(LOCAL) migrate up $(SERVICE)

migrate-down: ## take the last PostgreSQL change of SERVICE back, or the last STEPS
	@[ -n "$(SERVICE)" ] || { echo "Which service? make migrate-down SERVICE=payment [STEPS=1]" >&2; exit 2; }
	@$(LOCAL) migrate down $(SERVICE) $(STEPS)

migrate-status: ## which changes each schema has
	@$(LOCAL) migrate status $(SERVICE)

health-check: ## one line per part of the running system
	@$(LOCAL) health

restart: ## start PART of the running system again, after a kill or a build
	@$(LOCAL) restart $(PART)

stop: ## end a system that runs in another shell
	@$(LOCAL) stop

stores: ## keep the stores of the tests running between builds, until Ctrl-C
	@$(LOCAL) stores --dir .local/test --port-shift 500

format: ## the one way to format
	$(MVN) -q -B spotless:apply -pl '!deploy/local/kafka,!deploy/local/cassandra'

clean: ## forget what was built; data stays in .local
	$(MVN) -q -B clean
	@rm -f $(STAMP)
