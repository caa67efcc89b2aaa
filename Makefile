.DEFAULT_GOAL := help
export JAVA_HOME := $(shell sh local/bin/find-jdk)
MVN := mvn -B -ntp
PORT ?= 8080
DATA ?=
ENV ?= default
PARAMETERS ?=
ROUNDS ?= 5

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

run: ## serve the whole network on this machine (PORT=8080, DATA=folder keeps it)
	@$(MVN) -q -T2 package -Dmaven.test.skip=true
	@sh local/bin/run --port $(PORT) $(if $(DATA),--data $(DATA))

test: chromium mail-reader target/template.json ## run the tests
	$(MVN) -T2 test

test-long: chromium mail-reader target/template.json ## run the slower proofs
	$(MVN) test -Dlong

package: ## build every function's zip into its target folder
	$(MVN) -q -T2 package -Dmaven.test.skip=true

deploy: .tools/sam/bin/sam ## build and deploy by your AWS profile (ENV=staging or production, PARAMETERS='MaxSendRate=14 …')
	@.tools/sam/bin/python local/bin/deploy '$(ENV)' $(PARAMETERS)

cloud-tools: .tools/sam/bin/sam .tools/aws/bin/aws ## install SAM and the AWS CLI under .tools, for docs/deploy.md

cost: ## write docs/cost.md anew: what it costs, from the budgets and the list prices
	python3 bench/cost

redrive: ## move a dead-letter queue back, such as QUEUE=mail (STACK=name in the cloud, else at PORT)
	@test -d local/target/lib || $(MVN) -q -T2 package -Dmaven.test.skip=true
	@$(JAVA_HOME)/bin/java -cp 'local/target/classes:local/target/lib/*' app.clockout.local.redrive.Redrive \
		--queue '$(QUEUE)' --port $(PORT) $(if $(STACK),--stack $(STACK))

validate: package .tools/sam/bin/sam .tools/checkov/bin/checkov ## check the template, SAM's build and the OpenAPI file
	sh .ci/validate

format: ## put the code into the house's format
	$(MVN) -q spotless:apply

bench: package ## measure cold starts, snapshots, warm calls and memory; writes docs/bench.md (ROUNDS=5, half an hour or so)
	@sh bench/run all --rounds $(ROUNDS)

bench-classes: package ## hold each function to its budget of loaded classes
	@sh bench/run classes

clean: ## remove what was built
	$(MVN) -q clean
	rm -rf .aws-sam

mails: ## render every mail as a page, to look at
	@$(MVN) -q -pl functions/mailer -am test -Dtest='LettersTest#shouldBeThereToLookAt' -Dsurefire.failIfNoSpecifiedTests=false
	@echo functions/mailer/target/mails/index.html

chromium: # the browser that the pages are tested in
	@sh local/bin/find-chromium >/dev/null

target/template.json: template.yaml .ci/translate .tools/sam/bin/sam
	@mkdir -p target
	.tools/sam/bin/python .ci/translate template.yaml > $@ || { rm -f $@; exit 1; }

.tools/sam/bin/sam: .ci/sam-requirements.txt
	python3 -m venv --clear .tools/sam
	.tools/sam/bin/pip install -q --disable-pip-version-check -r $< || { rm -rf .tools/sam; exit 1; }

.tools/checkov/bin/checkov: .ci/checkov-requirements.txt
	python3 -m venv --clear .tools/checkov
	.tools/checkov/bin/pip install -q --disable-pip-version-check -r $< || { rm -rf .tools/checkov; exit 1; }

.tools/aws/bin/aws: .ci/aws-requirements.txt
	python3 -m venv --clear .tools/aws
	.tools/aws/bin/pip install -q --disable-pip-version-check -r $< || { rm -rf .tools/aws; exit 1; }

mail-reader: .tools/mail/bin/icalendar # what reads our mails a second time, in another language

.tools/mail/bin/icalendar: .ci/mail-requirements.txt
	python3 -m venv --clear .tools/mail
	.tools/mail/bin/pip install -q --disable-pip-version-check -r $< || { rm -rf .tools/mail; exit 1; }

.PHONY: bench bench-classes chromium cloud-tools cost deploy help mail-reader mails redrive run test test-long package validate format clean
