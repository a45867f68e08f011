# make run [ONCE=1] [DATA=dir]            start the mesh and run the stories in examples against it
# make test                               everything that must hold before a change lands
# make bench WORK=name [S3=URL] [SCALE=n] [FOLDER=dir] [ONLY=figure,...]
#                                         measure; one JSON object a line
# make build | format | env | proto-baseline

JAVA_HOME := $(shell tools/jdk25)
export JAVA_HOME
DATA ?= $(CURDIR)/data
WORK ?= registry
VENV := $(CURDIR)/.venv
MVN := mvn --batch-mode --no-transfer-progress
BUF := $(VENV)/bin/buf
LIB := standalone/target/lib

.PHONY: run test bench build format env proto-check proto-baseline compose-check python-check java-test python-test jdk

run: build $(VENV)/.client
	@DATA='$(abspath $(DATA))' VENV='$(VENV)' ONCE='$(ONCE)' tools/run

test: proto-check compose-check python-check java-test python-test

bench: build
	@'$(JAVA_HOME)/bin/java' -cp 'bench/target/lib/*' dev.pedigree.bench.Bench \
		--work '$(WORK)' $(if $(S3),--s3 '$(S3)') $(if $(SCALE),--scale '$(SCALE)') $(if $(FOLDER),--folder '$(FOLDER)') \
		$(if $(ONLY),--only '$(ONLY)')

build: jdk
	@$(MVN) --quiet -Pfast -Dmaven.test.skip=true package

format: jdk $(VENV)/.tools
	$(MVN) --quiet spotless:apply
	'$(VENV)/bin/ruff' format --quiet .

# Fresh random secrets for docker-compose.yml; never overwrites.
env:
	@test ! -e .env || { echo ".env is there already"; exit 1; }
	@umask 077 && tools/make-env > .env && echo "wrote .env"

proto-check: $(VENV)/.tools
	cd proto && $(BUF) lint
	cd proto && $(BUF) breaking src/main/proto --against baseline.binpb

# After a release: what was published may not break from then on.
proto-baseline: $(VENV)/.tools
	cd proto && $(BUF) build src/main/proto --exclude-source-info -o baseline.binpb

compose-check: $(VENV)/.tools
	tools/check-compose '$(VENV)'

python-check: $(VENV)/.tools
	'$(VENV)/bin/ruff' format --check --quiet .
	'$(VENV)/bin/ruff' check --quiet .

# Formatting, Error Prone, unit, wire, race and crash tests.
java-test: jdk
	$(MVN) verify

# Against the mesh that java-test packaged.
python-test: java-test $(VENV)/.client
	cd python && '$(VENV)/bin/python' -m pytest

jdk:
	@test -n '$(JAVA_HOME)'

$(VENV)/bin/python:
	python3 -m venv '$(VENV)'

$(VENV)/.tools: tools/requirements.txt | $(VENV)/bin/python
	'$(VENV)/bin/pip' install --quiet --disable-pip-version-check -r tools/requirements.txt
	@touch '$@'

PYTHON_SOURCES := $(shell find python proto/src proto/third_party -name '*.py' -o -name '*.toml' -o -name '*.proto' 2>/dev/null | grep -v _pb2)

$(VENV)/.client: $(PYTHON_SOURCES) | $(VENV)/bin/python
	'$(VENV)/bin/pip' install --quiet --disable-pip-version-check --force-reinstall --no-deps ./python
	'$(VENV)/bin/pip' install --quiet --disable-pip-version-check './python[test,examples]'
	@touch '$@'
