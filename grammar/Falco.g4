// The language of Falco rules: conditions (rule condition) and output formats
// (rule output). Falco's own parser has no tokens: what a word means depends on
// what may stand at that place, so "and" can be an operator, a macro's name or a
// string. The tokens below are therefore cut by package grammar, which knows the
// place, and every decision of this grammar needs one token of lookahead only.
//
// Blank is space, \t, \b, \r or \n and may stand between any two tokens except
// where a token or a rule says otherwise. Patterns are in ERE syntax.
parser grammar Falco;

import Condition, Output;

tokens {
    OR,          // "or"
    AND,         // "and"
    NOT,         // "not", followed by white space or by GLUED
    GLUED,       // "(" directly after "or", "and" or "not"; a LPAREN follows a blank
    LPAREN,      // "("
    RPAREN,      // ")"
    COMMA,       // ","
    LBRACK,      // "[", directly after FIELD or RPAREN
    RBRACK,      // "]"

    FIELD,       // [a-zA-Z]+[a-zA-Z0-9_]*(\.[a-zA-Z]+[a-zA-Z0-9_]*)+
    IDENT,       // [a-zA-Z]+[a-zA-Z0-9_]*, the name of a macro or a value
    TRANSFORMER, // tolower toupper b64 basename len join concat getopt, directly followed by "("
    VAL,         // val, directly followed by "(", on the right of an operator

    EXISTS,      // exists; what follows need not be a blank, here and after NUM_OP and LIST_OP
    NUM_OP,      // <= < >= >
    STR_OP,      // == = != or, followed by a blank, glob iglob contains icontains bcontains startswith bstartswith endswith regex
    LIST_OP,     // intersects in pmatch
    MODIFIER,    // oneof anyof allof between blanks, before "(" or an identifier that is no boolean operator

    NUMBER,      // [+-]?[0-9]+\.?[0-9]*([eE][+-][0-9]+)?
    HEX,         // 0[xX][0-9a-fA-F]+
    QUOTED,      // '...' or "..." up to the first such quote that no backslash precedes
    BARE,        // [^()"'[:space:]=,]+
    ARGUMENT,    // [^]["'[:space:]]+, in brackets
    SPOILED,     // a QUOTED with a wrong escape at the head of a list; Falco takes the list for empty

    TEXT,        // in a format: what is not a token of the event
    PERCENT,     // "%"
    WIDTH,       // [0-9]+, directly after PERCENT

    INVALID      // no token can stand here; no rule accepts it
}
