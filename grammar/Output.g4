// Output formats. An operand ends where its longest reading as a known field or a
// valid transformer ends: "%proc.nameand" is the field proc.name and the text "and".
parser grammar Output;

import Condition;

output
    : parts+=part* EOF
    ;

part
    : literal=TEXT
    | PERCENT width=WIDTH? expr=operand
    ;
