// Package parser is the parser that ANTLR generates from Falco.g4 (see
// ../generate.sh). Only package grammar uses it.
package parser
