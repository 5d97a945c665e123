// Conditions, and the operands that output formats share with them.
parser grammar Condition;

condition
    : expr=disjunction EOF
    ;

disjunction
    : first=conjunction (OR rest+=alternative)*
    ;

// After "or(" the operand ends with the closing parenthesis: "a or(b) and c" is
// an error, while "a or (b) and c" is not.
alternative
    : paren=glued
    | expr=conjunction
    ;

conjunction
    : first=negation (AND rest+=term)*
    ;

term
    : paren=glued
    | expr=negation
    ;

negation
    : expr=check
    | (nots+=NOT)+ (paren=glued | expr=check)
    ;

glued
    : GLUED expr=disjunction RPAREN
    ;

check
    : paren=group
    | macro=IDENT
    | left=operand test=comparison
    ;

group
    : LPAREN expr=disjunction RPAREN
    ;

comparison
    : op=EXISTS
    | op=NUM_OP (value=(NUMBER | HEX) | ref=reference)
    | op=STR_OP (value=(QUOTED | BARE) | modifier=MODIFIER values=list | ref=reference)
    | op=LIST_OP (values=list | ref=reference)
    ;

list
    : open=LPAREN (items+=(QUOTED | BARE) (COMMA items+=(QUOTED | BARE))* | SPOILED)? RPAREN
    | name=IDENT
    ;

operand
    : name=field
    | apply=call
    ;

// A field's value on the right of an operator; a bare word there is text.
reference
    : VAL LPAREN name=field RPAREN index=selector?
    | apply=call
    ;

field
    : name=FIELD index=selector?
    ;

selector
    : LBRACK arg=(QUOTED | ARGUMENT) RBRACK
    ;

call
    : name=TRANSFORMER LPAREN args+=argument (COMMA args+=argument)* RPAREN index=selector?
    ;

argument
    : expr=operand
    | value=(QUOTED | NUMBER | HEX)
    | items=tuple
    ;

tuple
    : LPAREN (elems+=element (COMMA elems+=element)*)? RPAREN
    ;

element
    : expr=operand
    | value=(QUOTED | NUMBER | HEX)
    ;
