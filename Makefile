.DEFAULT_GOAL := help
export JAVA_HOME := $(shell sh local/bin/find-jdk)
TABLE_PORT := $(if $(PORT),$(PORT),8000)
# Maven's own libraries make the JDK warn, and its colours are signs in a log.
# It lives for minutes at most, in which compiling well does not pay.
export MAVEN_OPTS += --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
export MVN ?= mvn -B -ntp -Dstyle.color=never
PORT ?= 8080
DATA ?=
ENV ?= default
PARAMETERS ?=
ROUNDS ?= 5
AWS ?=
AWS_ENDPOINT_URL ?=
export LOCALSTACK_PORT ?= 4566
LOCALSTACK := http://localhost:$(LOCALSTACK_PORT)
ON_LOCALSTACK := .tools/localstack/installed .tools/dynamodb-local/DynamoDBLocal.jar

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 17

ENDPOINT = $(if $(filter-out localstack,$(AWS)),$(error AWS=localstack is known; say AWS_ENDPOINT_URL=http://… of any other),\
	$(if $(AWS),$(LOCALSTACK),$(AWS_ENDPOINT_URL)))

run: ## serve the whole network on this machine (PORT=8080, DATA=folder keeps it, AWS=localstack)
	@sh local/bin/build
	@sh local/bin/run --port $(PORT) $(if $(DATA),--data $(DATA)) $(if $(strip $(ENDPOINT)),--endpoint $(strip $(ENDPOINT)))

table: local/table/target/built ## serve DynamoDB's interface alone on this machine (PORT=8000, DATA=folder keeps it)
	@$(JAVA_HOME)/bin/java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp 'local/table/target/classes:local/table/target/lib/*' \
		app.clockout.local.table.Main $(TABLE_PORT) $(DATA)

local/table/target/built: pom.xml local/table/pom.xml $(shell find local/table/src/main -type f)
	@$(MVN) -q -pl local/table package -Dmaven.test.skip=true
	@touch $@

localstack: $(ON_LOCALSTACK) ## serve DynamoDB, SQS and SES for make run AWS=localstack (LOCALSTACK_PORT=4566)
	@.tools/localstack/bin/python local/bin/localstack

test: test-tools ## run the tests
	$(MVN) -T2 test

test-long: test-tools ## run the slower proofs
	$(MVN) test -Dlong

test-deployed: .tools/sam/installed .tools/ministack/installed ## deploy the stack to an AWS on this machine and drive it
	$(MVN) -q -T2 package -Ddeployed -pl local/runtime -am

test-localstack: $(ON_LOCALSTACK) chromium ## run the journeys on LocalStack
	.tools/localstack/bin/python local/bin/localstack $(MVN) test -pl local/runtime -am -Dclockout.endpoint=$(LOCALSTACK) -Dlocal.forks=1 \
		-Dtests.excluded=long,embedded -Dtest='app/clockout/local/journey/*Test' -Dsurefire.failIfNoSpecifiedTests=false

package: ## build every function's zip into its target folder
	@sh local/bin/build

deploy: .tools/sam/installed ## build and deploy by your AWS profile (ENV=staging or production, PARAMETERS='MaxSendRate=14 …')
	@.tools/sam/bin/python local/bin/deploy '$(ENV)' $(PARAMETERS)

cloud-tools: .tools/sam/installed .tools/aws/installed ## install SAM and the AWS CLI under .tools, for docs/deploy.md

cities: .tools/cities/installed ## write the list of cities and their time zones anew, from GeoNames
	@mkdir -p target
	@$(MVN) -q -pl shared/domain compile
	@PYTHONUTF8=1 .tools/cities/bin/python local/bin/cities >target/cities
	@$(JAVA_HOME)/bin/java -cp shared/domain/target/classes shared/cities/src/test/java/app/clockout/cities/CityList.java \
		<target/cities >shared/cities/src/main/resources/app/clockout/cities/cities.tsv

cost: ## write docs/cost.md anew: what it costs, from the budgets and the list prices
	python3 bench/cost

licences: package ## write docs/licences.md anew: what the zips and the local runtime carry, and under which licences
	python3 .ci/licences

redrive: ## move a dead-letter queue back, such as QUEUE=mail (STACK=name in the cloud, else at PORT)
	@sh local/bin/build
	@$(JAVA_HOME)/bin/java -XX:TieredStopAtLevel=1 -cp 'local/runtime/target/classes:local/runtime/target/lib/*' app.clockout.local.redrive.Redrive \
		--queue '$(QUEUE)' --port $(PORT) $(if $(STACK),--stack $(STACK))

migrate: ## bring the rows of earlier versions to what this one writes (STACK=name in the cloud, DATA=folder, else at PORT)
	@sh local/bin/build
	@$(JAVA_HOME)/bin/java -XX:TieredStopAtLevel=1 -cp 'local/runtime/target/classes:local/runtime/target/lib/*' app.clockout.local.Migrate \
		--port $(PORT) $(if $(DATA),--data '$(DATA)') $(if $(STACK),--stack $(STACK))

validate: package .tools/sam/installed .tools/checkov/installed ## check the template, SAM's build and the OpenAPI file
	sh .ci/validate

lint: ## have Error Prone and NullAway read every source
	@.ci/lint

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

test-tools: chromium .tools/mail/installed target/template.json # what tests need beside JDK and Maven

tools: .tools/mail/installed .tools/sam/installed .tools/checkov/installed .tools/ministack/installed chromium # all that .ci/run needs

chromium: # the browser that the pages are tested in
	@sh local/bin/find-chromium >/dev/null

# The template as SAM translates it, which a test holds to its rules.
target/template.json: template.yaml .ci/translate .tools/sam/installed
	@mkdir -p target
	@.tools/sam/bin/python .ci/translate template.yaml > $@ || { rm -f $@; exit 1; }

# What is written in Python, each in an environment of its own, pinned in .ci/*-requirements.txt.
.tools/%/installed: .ci/%-requirements.txt
	@echo 'Installing .tools/$*, once.'
	@python3 -m venv --clear .tools/$*
	@.tools/$*/bin/pip install -q --disable-pip-version-check -r $< || { rm -rf .tools/$*; exit 1; }
	@touch $@

# LocalStack runs on Python 3.13 alone.
.tools/localstack/installed: .ci/localstack-requirements.txt
	@echo 'Installing .tools/localstack, once; that takes a minute or two.'
	@python=$$(sh local/bin/find-python-3.13) && "$$python" -m venv --clear .tools/localstack
	@.tools/localstack/bin/pip install -q --disable-pip-version-check -r $< || { rm -rf .tools/localstack; exit 1; }
	@touch $@

# What LocalStack would download at its start.
.tools/dynamodb-local/DynamoDBLocal.jar: .ci/dynamodb-local-pom.xml
	@rm -rf $(@D)
	@$(MVN) -q -f $< dependency:copy-dependencies -DincludeScope=runtime -Dmdep.stripVersion=true -DoutputDirectory=$(CURDIR)/$(@D)
	@touch $@

.PHONY: bench bench-classes chromium cities clean cloud-tools cost deploy format help licences lint localstack mails migrate package redrive run table test test-deployed test-localstack test-long test-tools tools validate
