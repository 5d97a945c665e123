package grammar

import (
	"fmt"
	"strings"
)

// Bounds on hostile text. A token takes 12 bytes here, what it becomes in the
// generated parser some hundred for an operand and a few dozen for a list item.
const (
	maxText     = 64 << 20
	maxTokens   = 2 << 20
	maxOperands = 128 << 10
)

// frame is an open parenthesis.
type frame struct {
	depth int  // the lexer's depth outside
	after mode // what follows the closing one
}

// mode is what may stand at the current position. Each mode cuts some tokens,
// sets the mode after them, and fails with Falco's words for what it expected.
type mode func(*lexer)

// lexer cuts a text into tokens. Where Falco's parser descends recursively, the
// lexer keeps a stack of open parentheses, so that depth costs no stack and text
// that is too deep never reaches the generated parser.
type lexer struct {
	text     string
	at       int
	mode     mode
	frames   []frame
	tokens   []token
	err      *Error
	operands int

	// Falco's parser counts each of its recursive functions as a level. depth is
	// the level outside of the current disjunction, whose own function is the
	// next one.
	depth, maxDepth int
}

// Levels within a disjunction at which Falco's functions stand.
const (
	levelOr = 1 + iota
	levelAnd
	levelNot
	levelCheck
	levelComparison // also a field, and a transformer on the left
	levelValue
	levelReference
	levelRightCall
)

func (l *lexer) run() {
	for l.mode != nil && l.err == nil {
		l.mode(l)
	}
	l.tokens = append(l.tokens, token{start: int32(l.at), end: int32(l.at), kind: end})
}

// fail ends the token stream with a token that no rule accepts. The parser comes
// to it unless something before it is already wrong. Only the first failure counts.
func (l *lexer) fail(msg string) {
	if l.err != nil {
		return
	}
	l.err = errorAt(l.text, l.at, msg)
	l.tokens = append(l.tokens, token{start: int32(l.at), end: int32(l.at), kind: Invalid})
	l.mode = nil
}

func (l *lexer) failf(format string, args ...any) { l.fail(fmt.Sprintf(format, args...)) }

func (l *lexer) emit(kind Kind, to int) {
	if len(l.tokens) >= maxTokens {
		l.failf("more than %d tokens", maxTokens)
		return
	}
	l.tokens = append(l.tokens, token{start: int32(l.at), end: int32(to), kind: kind})
	l.at = to
}

// operand counts what costs the parser most memory.
func (l *lexer) operand() bool {
	l.operands++
	if l.operands > maxOperands {
		l.failf("more than %d operands", maxOperands)
		return false
	}
	return true
}

func (l *lexer) blank() { l.at = scanBlank(l.text, l.at) }

func (l *lexer) has(prefix string) bool { return strings.HasPrefix(l.text[l.at:], prefix) }

// reaches fails when a level of the current disjunction is too deep.
func (l *lexer) reaches(level int) bool {
	if l.depth+level >= l.maxDepth {
		l.failf("exceeded max depth limit of %d", l.maxDepth)
		return false
	}
	return true
}

// open cuts a parenthesis whose inside is levels deeper.
func (l *lexer) open(kind Kind, levels int, inside, after mode) {
	l.emit(kind, l.at+1)
	l.frames = append(l.frames, frame{l.depth, after})
	l.mode = inside
	if l.reaches(levels) {
		l.depth += levels
	}
}

func (l *lexer) close() {
	l.emit(RParen, l.at+1)
	top := l.frames[len(l.frames)-1]
	l.frames = l.frames[:len(l.frames)-1]
	l.depth, l.mode = top.depth, top.after
}

// expression is the mode where a check, perhaps negated, must stand.
func (l *lexer) expression() {
	l.blank()
	if !l.reaches(levelNot) {
		return
	}
	for next := scanNot(l.text, l.at); next > l.at; next = scanNot(l.text, l.at) {
		l.emit(Not, l.at+len("not"))
		if l.err != nil {
			return
		}
		l.at = next
	}
	if !l.operand() {
		return
	}
	if l.has("not(") {
		l.emit(Not, l.at+len("not"))
		l.open(Glued, levelNot+1, (*lexer).expression, (*lexer).rest)
		return
	}
	if !l.reaches(levelCheck) {
		return
	}
	l.blank()
	if l.has("(") {
		l.open(LParen, levelCheck+1, (*lexer).expression, (*lexer).rest)
	} else if to := scanField(l.text, l.at); to > l.at {
		l.mode = (*lexer).comparison
		l.field(to, levelComparison)
	} else if to := l.transformer(); to > l.at {
		l.call(to, levelComparison, (*lexer).comparison)
	} else if to := scanIdent(l.text, l.at); to > l.at {
		l.emit(Ident, to)
		l.mode = (*lexer).rest
	} else {
		l.fail(errNoCheck)
	}
}

// rest is the mode after a check.
func (l *lexer) rest() {
	l.blank()
	switch {
	case l.at == len(l.text):
		l.mode = nil
	case l.has(")"):
		if len(l.frames) > 0 {
			l.close()
			return
		}
		l.emit(RParen, l.at+1)
		l.mode = nil
	case l.has("or"):
		l.connective(Or, "or", levelOr)
	case l.has("and"):
		l.connective(And, "and", levelAnd)
	default:
		// What was possible here, the parser knows better.
		l.emit(Invalid, l.at)
		l.mode = nil
	}
}

func (l *lexer) connective(kind Kind, word string, level int) {
	l.emit(kind, l.at+len(word))
	switch {
	case l.at < len(l.text) && isBlank(l.text[l.at]):
		l.mode = (*lexer).expression
	case l.has("("):
		l.open(Glued, level+1, (*lexer).expression, (*lexer).rest)
	default:
		l.fail("expected blank or '(' after '" + word + "'")
	}
}

// comparison is the mode after the left side of an operator.
func (l *lexer) comparison() {
	if !l.reaches(levelComparison) {
		return
	}
	l.blank()
	for _, op := range operators {
		if !l.has(op.text) {
			continue
		}
		to := l.at + len(op.text)
		if op.word && (to == len(l.text) || !isBlank(l.text[to])) {
			continue
		}
		l.emit(op.kind, to)
		switch op.kind {
		case Exists:
			l.mode = (*lexer).rest
		case NumOp:
			l.mode = (*lexer).number
		case StrOp:
			l.mode = (*lexer).value
		case ListOp:
			l.mode = (*lexer).values
		}
		return
	}
	l.fail(errNoOperator)
}

// number is the mode after a numeric operator.
func (l *lexer) number() {
	if l.reference() {
		return
	}
	l.mode = (*lexer).rest
	if to := scanHex(l.text, l.at); to > l.at {
		l.emit(Hex, to)
	} else if to := scanNumber(l.text, l.at); to > l.at {
		l.emit(Number, to)
	} else {
		l.fail(errNoNumber)
	}
}

// value is the mode after a string operator.
func (l *lexer) value() {
	if from, to := l.modifier(); to > from {
		l.at = from
		l.emit(Modifier, to)
		l.mode = (*lexer).modified
		return
	}
	if l.reference() {
		return
	}
	l.mode = (*lexer).rest
	l.constant(errNoString)
}

// modifier finds a modifier after a string operator. It is one only between
// blanks, and before what looks like a list; else the word is the value.
func (l *lexer) modifier() (from, to int) {
	from = scanBlank(l.text, l.at)
	if from == l.at {
		return
	}
	for _, word := range modifiers {
		if !strings.HasPrefix(l.text[from:], word) {
			continue
		}
		to = from + len(word)
		next := scanBlank(l.text, to)
		if next > to && next < len(l.text) && (l.text[next] == '(' || isLetter(l.text[next]) && !l.keyword(next)) {
			return from, to
		}
	}
	return from, from
}

// keyword tells whether a boolean operator starts at i. Falco lets "and_x" pass
// for one.
func (l *lexer) keyword(i int) bool {
	for _, word := range []string{"and", "or", "not"} {
		if to := i + len(word); strings.HasPrefix(l.text[i:], word) && (to == len(l.text) || !isAlnum(l.text[to])) {
			return true
		}
	}
	return false
}

// values is the mode after a list operator, modified the one after a modifier.
func (l *lexer) values() {
	if l.list() || l.reference() {
		return
	}
	l.mode = (*lexer).rest
	if to := scanIdent(l.text, l.at); to > l.at {
		l.emit(Ident, to)
	} else {
		l.fail(errNoList)
	}
}

func (l *lexer) modified() {
	if l.list() {
		return
	}
	l.emit(Ident, scanIdent(l.text, l.at))
	l.mode = (*lexer).rest
}

// list cuts a list in parentheses, if there is one.
func (l *lexer) list() bool {
	if !l.reaches(levelValue) {
		return true
	}
	l.blank()
	if !l.has("(") {
		return false
	}
	l.mode = (*lexer).rest
	l.emit(LParen, l.at+1)
	l.blank()
	if to := scanQuoted(l.text, l.at); to > l.at {
		if _, err := unescape(l.text[l.at:to]); err != nil {
			// Falco looks for the end of the list just here, blanks not skipped.
			l.emit(Spoiled, to)
			l.closeList()
			return true
		}
		l.emit(Quoted, to)
	} else if to := scanBare(l.text, l.at); to > l.at {
		l.emit(Bare, to)
	} else {
		l.closeList()
		return true
	}
	for l.err == nil {
		l.blank()
		if !l.has(",") {
			l.closeList()
			return true
		}
		l.emit(Comma, l.at+1)
		l.blank()
		l.constant(errNoItem)
	}
	return true
}

func (l *lexer) closeList() {
	if l.has(")") {
		l.emit(RParen, l.at+1)
	} else {
		l.fail(errNoParen)
	}
}

// quoted cuts a quoted string, if there is one.
func (l *lexer) quoted() bool {
	to := scanQuoted(l.text, l.at)
	if to == l.at {
		return false
	}
	if _, err := unescape(l.text[l.at:to]); err != nil {
		l.at = to
		l.fail(err.Error())
		return true
	}
	l.emit(Quoted, to)
	return true
}

// constant cuts a quoted or bare string.
func (l *lexer) constant(missing string) {
	if l.quoted() {
		return
	}
	if to := scanBare(l.text, l.at); to > l.at {
		l.emit(Bare, to)
	} else {
		l.fail(missing)
	}
}

// reference cuts val(field) or a transformer on the right of an operator, if
// there is one.
func (l *lexer) reference() bool {
	if !l.reaches(levelValue) {
		return true
	}
	l.blank()
	if !l.reaches(levelReference) {
		return true
	}
	if to := l.transformer(); to > l.at {
		l.call(to, levelRightCall, (*lexer).rest)
		return true
	}
	if !l.has("val(") {
		return false
	}
	l.emit(Val, l.at+len("val"))
	l.emit(LParen, l.at+1)
	l.blank()
	to := scanField(l.text, l.at)
	if to == l.at {
		l.fail(errNoField)
		return true
	}
	if !l.field(to, levelRightCall) {
		return true
	}
	l.blank()
	if !l.has(")") {
		l.fail(errNoCallParen)
		return true
	}
	l.emit(RParen, l.at+1)
	l.selector()
	l.mode = (*lexer).rest
	return true
}

// field cuts a field's name and its argument.
func (l *lexer) field(to, level int) bool {
	l.emit(Field, to)
	return l.reaches(level) && l.selector()
}

// selector cuts an argument in brackets, if there is one.
func (l *lexer) selector() bool {
	if !l.has("[") {
		return true
	}
	l.emit(LBrack, l.at+1)
	if !l.quoted() {
		to := scanArgument(l.text, l.at)
		if to == l.at {
			l.fail(errNoSelector)
			return false
		}
		l.emit(Argument, to)
	}
	if l.err != nil {
		return false
	}
	if !l.has("]") {
		l.fail(errNoBracket)
		return false
	}
	l.emit(RBrack, l.at+1)
	return true
}

// transformer returns the end of a transformer's name with its parenthesis
// following, else the current position.
func (l *lexer) transformer() int {
	for _, name := range transformers {
		if to := l.at + len(name); l.has(name) && strings.HasPrefix(l.text[to:], "(") {
			return to
		}
	}
	return l.at
}

// call cuts a transformer's name and parenthesis. Within its arguments, depth is
// the level of the call itself.
func (l *lexer) call(to, level int, after mode) {
	l.emit(Transformer, to)
	l.open(LParen, level, (*lexer).argument, after)
}

// argument is the mode where a transformer's argument must stand, next the one
// after it.
func (l *lexer) argument() { l.any((*lexer).next, errNoArgument) }

func (l *lexer) next() {
	l.blank()
	switch {
	case l.has(","):
		l.emit(Comma, l.at+1)
		l.mode = (*lexer).argument
	case l.has(")"):
		l.close()
		// In a format, what follows the outermost call need not be its selector.
		if l.mode != nil {
			l.selector()
		}
	default:
		l.fail(errNoCallParen)
	}
}

// head is the mode at the start of a list of operands, element the one where an
// element must stand, nextElement the one after it.
func (l *lexer) head() {
	l.blank()
	if l.has(")") {
		l.close()
	} else {
		l.element()
	}
}

func (l *lexer) element() { l.any((*lexer).nextElement, errNoElement) }

func (l *lexer) nextElement() {
	l.blank()
	switch {
	case l.has(","):
		l.emit(Comma, l.at+1)
		l.mode = (*lexer).element
	case l.has(")"):
		l.close()
	default:
		l.fail(errNoTupleEnd)
	}
}

// any cuts an argument or element, after which comes mode after.
func (l *lexer) any(after mode, missing string) {
	l.blank()
	if !l.operand() {
		return
	}
	l.mode = after
	if to := scanHex(l.text, l.at); to > l.at {
		l.emit(Hex, to)
	} else if to := scanNumber(l.text, l.at); to > l.at {
		l.emit(Number, to)
	} else if to := scanField(l.text, l.at); to > l.at {
		l.field(to, 1)
	} else if to := l.transformer(); to > l.at {
		l.call(to, 1, after)
	} else if l.has("(") && missing == errNoArgument {
		l.open(LParen, 1, (*lexer).head, after)
	} else if !l.quoted() {
		l.fail(missing)
	}
}
