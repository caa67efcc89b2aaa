.DEFAULT_GOAL := help
PORT ?= 8080
export JAVA_HOME := $(shell sh local/bin/find-jdk)
MVN := mvn -B -ntp

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14
