#!/bin/sh
# Generates grammar/parser from the .g4 files. ANTLR_JAR names the ANTLR 4.13.1
# tool; without it, the tool is fetched once from an npm package into .cache.
set -eu
cd "$(dirname "$0")"

package=antlr4ng-cli@2.0.0
jar_sha256=156a885bdaf847601d4b0350185dfaa5c4aee36c9a9c4c1632c31b0381360d39
java=${JAVA:-java}

if [ -z "${ANTLR_JAR:-}" ]; then
	cache=$(cd .. && pwd)/.cache/antlr
	ANTLR_JAR=$cache/antlr.jar
	if [ ! -f "$ANTLR_JAR" ]; then
		mkdir -p "$cache"
		(
			cd "$cache"
			npm pack --silent "$package" >/dev/null
			tar xzf antlr4ng-cli-*.tgz --strip-components=1 --wildcards 'package/antlr4-*-complete.jar'
			rm antlr4ng-cli-*.tgz
			mv antlr4-*-complete.jar antlr.jar
		)
	fi
	echo "$jar_sha256  $ANTLR_JAR" | sha256sum --check --quiet
fi

rm -rf parser.new
trap 'rm -rf parser.new' EXIT
# A relative name keeps the path of this machine out of the generated header.
"$java" -jar "$ANTLR_JAR" -Dlanguage=Go -package parser -no-visitor -no-listener -Werror -o parser.new Falco.g4
mv parser.new/falco_parser.go parser.new/Falco.interp parser.new/Falco.tokens parser/
gofmt -w parser/falco_parser.go
