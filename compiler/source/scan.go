package source

// The scanner cuts YAML text into tokens. It follows the rules of Falco's YAML
// library rather than the specification where the two differ: tabs may separate
// tokens, control characters and invalid UTF-8 pass, a quoted scalar may lack its
// closing quote at the end of the file.

type tokenKind uint8

const (
	tokEnd tokenKind = iota
	tokDirective
	tokDocStart
	tokDocEnd
	tokSeqStart // block collections
	tokMapStart
	tokSeqEnd
	tokMapEnd
	tokEntry
	tokFlowSeqStart
	tokFlowMapStart
	tokFlowSeqEnd
	tokFlowMapEnd
	tokFlowEntry
	tokKey
	tokValue
	tokAnchor
	tokAlias
	tokTag
	tokPlain
	tokQuoted // also block scalars
)

type tokenState uint8

const (
	ready   tokenState = iota
	pending            // a key, if a colon follows
	void
)

type token struct {
	kind  tokenKind
	state tokenState
	at    mark
	end   int
	value string
	runs  []run
}

// run maps value bytes from val on to file bytes from off on.
type run struct{ val, off int32 }

type mark struct{ off, line, col int }

type indent struct {
	col   int
	seq   bool
	start *token // nil for the outermost
}

// simpleKey is a node that becomes a mapping key when a colon follows on its line.
type simpleKey struct {
	at     mark
	flow   int
	key    *token
	opened *indent // the mapping that it would begin
}

// maxKeyLen is how far behind its key a colon may be.
const maxKeyLen = 1024

type scanner struct {
	src    []byte
	at     mark
	queue  []*token
	slab   []token // room for the next ones
	head   int
	done   bool
	err    *YAMLError
	indent []*indent
	keys   []simpleKey
	flow   []byte // open brackets: '[' or '{'

	keyAllowed bool
	afterJSON  bool // a colon may follow without blank
}

func newScanner(src []byte) *scanner {
	return &scanner{src: src, keyAllowed: true, indent: []*indent{{col: -1}}}
}

// peek is the next token, nil at the end of the text or at an error.
func (s *scanner) peek() *token {
	for {
		for s.head < len(s.queue) && s.queue[s.head].state == void {
			s.head++
		}
		if s.head < len(s.queue) && (s.queue[s.head].state == ready || s.done) {
			return s.queue[s.head]
		}
		if s.done || s.err != nil {
			return nil
		}
		if s.head > 1024 && s.head*2 > len(s.queue) {
			s.queue = append(s.queue[:0], s.queue[s.head:]...)
			s.head = 0
		}
		s.giveUpKey()
		s.scan()
	}
}

func (s *scanner) pop() { s.head++ }

func (s *scanner) char(i int) byte {
	if i := s.at.off + i; i < len(s.src) {
		return s.src[i]
	}
	return 0
}

func (s *scanner) eof() bool { return s.at.off >= len(s.src) }

func (s *scanner) skip(n int) {
	s.at.off += n
	s.at.col += n
}

// lineEnd is the length of the line break at i bytes from here.
func (s *scanner) lineEnd(i int) int {
	switch s.char(i) {
	case '\n':
		return 1
	case '\r':
		if s.char(i+1) == '\n' {
			return 2
		}
		return 1
	}
	return 0
}

func (s *scanner) skipBreak() {
	s.at.off += s.lineEnd(0)
	s.at.line++
	s.at.col = 0
}

// blankAt says whether a blank, a line break or the end of the text is i bytes from here.
func (s *scanner) blankAt(i int) bool {
	if s.at.off+i >= len(s.src) {
		return true
	}
	switch s.char(i) {
	case ' ', '\t', '\n', '\r':
		return true
	}
	return false
}

func (s *scanner) docMarker(c byte) bool {
	return s.at.col == 0 && s.char(0) == c && s.char(1) == c && s.char(2) == c && s.blankAt(3)
}

func (s *scanner) fail(at mark, msg string) {
	if s.err == nil {
		s.err = &YAMLError{Off: at.off, Line: at.line, Col: at.col, Msg: msg}
	}
}

func (s *scanner) emit(kind tokenKind, at mark) *token {
	if len(s.slab) == 0 {
		s.slab = make([]token, min(256, 16+len(s.src)/16))
	}
	t := &s.slab[0]
	s.slab = s.slab[1:]
	*t = token{kind: kind, at: at, end: s.at.off}
	s.queue = append(s.queue, t)
	return t
}

func (s *scanner) block() bool { return len(s.flow) == 0 }

func (s *scanner) scan() {
	s.toNextToken()
	s.closeIndents()
	if s.eof() {
		s.at.col = 0
		s.closeAll()
		s.done = true
		return
	}
	c := s.char(0)
	switch {
	case s.at.col == 0 && c == '%':
		s.directive()
	case s.docMarker('-'):
		s.document(tokDocStart)
	case s.docMarker('.'):
		s.document(tokDocEnd)
	case c == '[' || c == '{':
		s.flowStart(c)
	case c == ']' || c == '}':
		s.flowEnd(c)
	case c == ',':
		s.flowEntry()
	case c == '-' && s.blankAt(1):
		s.entry()
	case c == '?' && s.blankAt(1):
		s.explicitKey()
	case c == ':' && s.isValue():
		s.value()
	case c == '&' || c == '*':
		s.anchor(c)
	case c == '!':
		s.tag()
	case s.block() && (c == '|' || c == '>'):
		s.blockScalar(c)
	case c == '\'' || c == '"':
		s.quoted(c)
	case s.startsPlain(c):
		s.plain()
	default:
		s.fail(s.at, "unknown token")
	}
}

func (s *scanner) toNextToken() {
	for {
		for c := s.char(0); c == ' ' || c == '\t'; c = s.char(0) {
			if c == '\t' && s.block() {
				s.keyAllowed = false
			}
			s.skip(1)
		}
		if s.char(0) == '#' {
			for !s.eof() && s.lineEnd(0) == 0 {
				s.skip(1)
			}
		}
		if s.lineEnd(0) == 0 {
			return
		}
		s.skipBreak()
		s.dropKey()
		if s.block() {
			s.keyAllowed = true
		}
	}
}

// Indentation.

func (s *scanner) top() *indent { return s.indent[len(s.indent)-1] }

// openIndent begins a block collection at col unless one is open there.
func (s *scanner) openIndent(col int, seq bool) *indent {
	if !s.block() {
		return nil
	}
	last := s.top()
	if col < last.col || col == last.col && !(seq && !last.seq) {
		return nil
	}
	kind := tokMapStart
	if seq {
		kind = tokSeqStart
	}
	in := &indent{col: col, seq: seq, start: s.emit(kind, s.at)}
	s.indent = append(s.indent, in)
	return in
}

func (s *scanner) closeIndents() {
	if !s.block() {
		return
	}
	isEntry := s.char(0) == '-' && s.blankAt(1) && !s.eof()
	for len(s.indent) > 1 {
		in := s.top()
		if in.col < s.at.col || in.col == s.at.col && !(in.seq && !isEntry) {
			break
		}
		s.popIndent()
	}
	for len(s.indent) > 1 && s.top().start.state == void {
		s.popIndent()
	}
}

func (s *scanner) closeAll() {
	if s.block() {
		for len(s.indent) > 1 {
			s.popIndent()
		}
	}
	s.keys = s.keys[:0]
	s.keyAllowed = false
}

func (s *scanner) popIndent() {
	in := s.top()
	s.indent = s.indent[:len(s.indent)-1]
	if in.start.state != ready {
		s.dropKey()
		return
	}
	if in.seq {
		s.emit(tokSeqEnd, s.at)
	} else {
		s.emit(tokMapEnd, s.at)
	}
}

// Simple keys.

func (s *scanner) maybeKey() {
	if !s.keyAllowed {
		return
	}
	if n := len(s.keys); n > 0 && s.keys[n-1].flow == len(s.flow) {
		return
	}
	k := simpleKey{at: s.at, flow: len(s.flow), opened: s.openIndent(s.at.col, false)}
	if k.opened != nil {
		k.opened.start.state = pending
	}
	k.key = s.emit(tokKey, s.at)
	k.key.state = pending
	s.keys = append(s.keys, k)
}

func (k simpleKey) settle(state tokenState) {
	k.key.state = state
	if k.opened != nil {
		k.opened.start.state = state
	}
}

func (s *scanner) dropKey() {
	if n := len(s.keys); n > 0 && s.keys[n-1].flow == len(s.flow) {
		s.keys[n-1].settle(void)
		s.keys = s.keys[:n-1]
	}
}

// confirmKey says whether a key was waiting for the colon that stands here.
func (s *scanner) confirmKey() bool {
	n := len(s.keys)
	if n == 0 || s.keys[n-1].flow != len(s.flow) {
		return false
	}
	k := s.keys[n-1]
	s.keys = s.keys[:n-1]
	ok := k.at.line == s.at.line && s.at.off-k.at.off <= maxKeyLen
	if ok {
		k.settle(ready)
	} else {
		k.settle(void)
	}
	return ok
}

// giveUpKey ends the wait for a colon that would come too late, so that a long line
// does not become tokens as a whole before the first of them is taken.
func (s *scanner) giveUpKey() {
	if len(s.keys) > 0 && s.keys[0].key.state == pending && s.at.off-s.keys[0].at.off > maxKeyLen {
		s.keys[0].settle(void)
	}
}

// Tokens.

func (s *scanner) directive() {
	s.closeAll()
	at := s.at
	for !s.eof() && s.lineEnd(0) == 0 {
		s.skip(1)
	}
	s.emit(tokDirective, at).value = string(s.src[at.off:s.at.off])
}

func (s *scanner) document(kind tokenKind) {
	s.closeAll()
	s.afterJSON = false
	at := s.at
	s.skip(3)
	s.emit(kind, at)
}

func (s *scanner) flowStart(c byte) {
	s.maybeKey()
	s.keyAllowed, s.afterJSON = true, false
	at := s.at
	s.skip(1)
	s.flow = append(s.flow, c)
	if len(s.flow) > MaxDepth { // brackets wait for a colon behind them: let not too many wait
		s.fail(at, tooDeep)
	}
	if c == '[' {
		s.emit(tokFlowSeqStart, at)
	} else {
		s.emit(tokFlowMapStart, at)
	}
}

// loneKey ends an entry of a flow collection: in a mapping, a node without colon is a key.
func (s *scanner) loneKey() {
	if s.block() {
		return
	}
	if s.flow[len(s.flow)-1] == '{' {
		if s.confirmKey() {
			s.emit(tokValue, s.at)
		}
	} else {
		s.dropKey()
	}
}

func (s *scanner) flowEnd(c byte) {
	if s.block() {
		s.fail(s.at, "illegal flow end")
		return
	}
	s.loneKey()
	s.keyAllowed, s.afterJSON = false, true
	at := s.at
	s.skip(1)
	if open := s.flow[len(s.flow)-1]; (open == '[') != (c == ']') {
		s.fail(at, "illegal flow end")
		return
	}
	s.flow = s.flow[:len(s.flow)-1]
	if c == ']' {
		s.emit(tokFlowSeqEnd, at)
	} else {
		s.emit(tokFlowMapEnd, at)
	}
}

func (s *scanner) flowEntry() {
	s.loneKey()
	s.keyAllowed, s.afterJSON = true, false
	at := s.at
	s.skip(1)
	s.emit(tokFlowEntry, at)
}

func (s *scanner) entry() {
	if !s.block() || !s.keyAllowed {
		s.fail(s.at, "illegal block entry")
		return
	}
	s.openIndent(s.at.col, true)
	s.keyAllowed, s.afterJSON = true, false
	at := s.at
	s.skip(1)
	s.emit(tokEntry, at)
}

func (s *scanner) explicitKey() {
	if s.block() {
		if !s.keyAllowed {
			s.fail(s.at, "illegal map key")
			return
		}
		s.openIndent(s.at.col, false)
	}
	s.keyAllowed = s.block()
	at := s.at
	s.skip(1)
	s.emit(tokKey, at)
}

func (s *scanner) isValue() bool {
	if s.blankAt(1) {
		return true
	}
	if s.block() {
		return false
	}
	c := s.char(1)
	return s.afterJSON || c == ',' || c == ']' || c == '}'
}

func (s *scanner) value() {
	simple := s.confirmKey()
	s.afterJSON = false
	if simple {
		s.keyAllowed = false
	} else {
		if s.block() {
			if !s.keyAllowed {
				s.fail(s.at, "illegal map value")
				return
			}
			s.openIndent(s.at.col, false)
		}
		s.keyAllowed = s.block()
	}
	at := s.at
	s.skip(1)
	s.emit(tokValue, at)
}

func (s *scanner) anchor(c byte) {
	s.maybeKey()
	s.keyAllowed, s.afterJSON = false, false
	at := s.at
	s.skip(1)
	from := s.at.off
	for !s.blankAt(0) && !isAny(s.char(0), "[]{},") {
		s.skip(1)
	}
	what := "anchor"
	kind := tokAnchor
	if c == '*' {
		what, kind = "alias", tokAlias
	}
	if s.at.off == from {
		s.fail(s.at, what+" not found after "+string(c))
		return
	}
	if !s.blankAt(0) && !isAny(s.char(0), "?:,]}%@`") {
		s.fail(s.at, "illegal character found while scanning "+what)
		return
	}
	s.emit(kind, at).value = string(s.src[from:s.at.off])
}

func (s *scanner) tag() {
	s.maybeKey()
	s.keyAllowed, s.afterJSON = false, false
	at := s.at
	if s.char(1) == '<' {
		for !s.eof() && s.char(0) != '>' {
			if s.lineEnd(0) > 0 {
				s.fail(s.at, "end of verbatim tag not found")
				return
			}
			s.skip(1)
		}
		s.skip(min(1, len(s.src)-s.at.off))
	} else {
		for !s.blankAt(0) && !isAny(s.char(0), "[]{},") {
			s.skip(1)
		}
	}
	s.emit(tokTag, at).value = string(s.src[at.off:s.at.off])
}

func (s *scanner) startsPlain(c byte) bool {
	if isAny(c, ",[]{}#&*!|>'\"%@`") || c == '?' && !s.block() {
		return false
	}
	if isAny(c, "-?:") {
		return !s.blankAt(1)
	}
	return true
}

func isAny(c byte, set string) bool {
	for i := 0; i < len(set); i++ {
		if set[i] == c {
			return true
		}
	}
	return false
}
