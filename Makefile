.DEFAULT_GOAL := help
export JAVA_HOME := $(shell sh local/bin/find-jdk)
MVN := mvn -B -ntp
PORT ?= 8080
DATA ?=
AWS ?=
AWS_ENDPOINT_URL ?=
export LOCALSTACK_PORT ?= 4566
LOCALSTACK := http://localhost:$(LOCALSTACK_PORT)

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 17

ENDPOINT = $(if $(filter-out localstack,$(AWS)),$(error AWS=localstack is known; say AWS_ENDPOINT_URL=http://… of any other),\
	$(if $(AWS),$(LOCALSTACK),$(AWS_ENDPOINT_URL)))

run: ## serve the whole network on this machine (PORT=8080, DATA=folder keeps it, AWS=localstack)
	@$(MVN) -q -T2 package -Dmaven.test.skip=true
	@sh local/bin/run --port $(PORT) $(if $(DATA),--data $(DATA)) $(if $(strip $(ENDPOINT)),--endpoint $(strip $(ENDPOINT)))

localstack: localstack-installed ## serve DynamoDB, SQS and SES for make run AWS=localstack (LOCALSTACK_PORT=4566)
	@.tools/localstack/bin/python local/bin/localstack

test: chromium mail-reader ## run the tests
	$(MVN) -T2 test

test-long: chromium mail-reader ## run the slower proofs
	$(MVN) test -Dlong

test-localstack: localstack-installed chromium ## run the journeys on LocalStack
	.tools/localstack/bin/python local/bin/localstack $(MVN) test -pl local -am -Dclockout.endpoint=$(LOCALSTACK) \
		-Dtests.excluded=long,embedded -Dtest='app/clockout/local/journey/*Test' -Dsurefire.failIfNoSpecifiedTests=false

package: ## build every function's zip into its target folder
	$(MVN) -q -T2 package -Dmaven.test.skip=true

redrive: ## move a dead-letter queue back, such as QUEUE=mail (STACK=name in the cloud, else at PORT)
	@test -d local/target/lib || $(MVN) -q -T2 package -Dmaven.test.skip=true
	@$(JAVA_HOME)/bin/java -cp 'local/target/classes:local/target/lib/*' app.clockout.local.redrive.Redrive \
		--queue '$(QUEUE)' --port $(PORT) $(if $(STACK),--stack $(STACK))

validate: package .tools/sam/bin/sam ## check the template, SAM's build and the OpenAPI file
	sh .ci/validate

format: ## put the code into the house's format
	$(MVN) -q spotless:apply

clean: ## remove what was built
	$(MVN) -q clean
	rm -rf .aws-sam

mails: ## render every mail as a page, to look at
	@$(MVN) -q -pl functions/mailer -am test -Dtest='LettersTest#shouldBeThereToLookAt' -Dsurefire.failIfNoSpecifiedTests=false
	@echo functions/mailer/target/mails/index.html

chromium: # the browser that the pages are tested in
	@sh local/bin/find-chromium >/dev/null

.tools/sam/bin/sam: .ci/sam-requirements.txt
	python3 -m venv --clear .tools/sam
	.tools/sam/bin/pip install -q --disable-pip-version-check -r $< || { rm -rf .tools/sam; exit 1; }

mail-reader: .tools/mail/bin/icalendar # what reads our mails a second time, in another language

.tools/mail/bin/icalendar: .ci/mail-requirements.txt
	python3 -m venv --clear .tools/mail
	.tools/mail/bin/pip install -q --disable-pip-version-check -r $< || { rm -rf .tools/mail; exit 1; }

localstack-installed: .tools/localstack/bin/localstack-supervisor .tools/dynamodb-local/DynamoDBLocal.jar

.tools/localstack/bin/localstack-supervisor: .ci/localstack-requirements.txt
	@echo 'Installing LocalStack, once; that takes a minute or two.'
	@python=$$(sh local/bin/find-python-3.13) && "$$python" -m venv --clear .tools/localstack
	@.tools/localstack/bin/pip install -q --disable-pip-version-check -r $< || { rm -rf .tools/localstack; exit 1; }

# What LocalStack would download at its start: the version that the tests run on as well.
.tools/dynamodb-local/DynamoDBLocal.jar: pom.xml shared/testing/pom.xml
	@rm -rf $(@D)
	@$(MVN) -q -pl shared/testing -am -Dmaven.test.skip=true package dependency:copy-dependencies \
		-DincludeScope=runtime -DexcludeGroupIds=app.clockout -Dmdep.stripVersion=true -DoutputDirectory=$(CURDIR)/$(@D)
	@touch $@

.PHONY: chromium help localstack localstack-installed mail-reader mails redrive run test test-localstack test-long package validate format clean
