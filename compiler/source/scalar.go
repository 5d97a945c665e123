package source

import (
	"fmt"
	"strconv"
	"unicode/utf8"
)

// maxRuns bounds the pieces of a quoted text whose places are kept, each an escape or a line.
const maxRuns = 1 << 20

// endsPlain says whether a plain scalar ends before this character.
func (s *scanner) endsPlain() bool {
	switch c := s.char(0); c {
	case ':':
		if s.blankAt(1) || !s.block() && isAny(s.char(1), ",]}") {
			return true
		}
	case ' ', '\t', '\n', '\r':
		if s.char(1) == '#' || c == '\r' && s.char(1) == '\n' && s.char(2) == '#' {
			return true
		}
	default:
		return !s.block() && isAny(c, ",?[]{}")
	}
	return false
}

func (s *scanner) plain() {
	margin := 0
	if s.block() {
		margin = s.top().col + 1
	}
	s.maybeKey()
	at := s.at
	end := at.off // behind the last character that is not blank
	v := s.newValue()
	newLine := false // the scalar ended at the start of a line
lines:
	for !s.eof() {
		keep := v.n
		for !s.eof() && !s.endsPlain() && s.lineEnd(0) == 0 {
			if s.docMarker('-') || s.docMarker('.') {
				break lines
			}
			c := s.char(0)
			v.add(s.at.off, c)
			s.skip(1)
			if c != ' ' && c != '\t' {
				keep, end = v.n, s.at.off
			}
		}
		if s.eof() || s.endsPlain() {
			v.cut(keep)
			break
		}
		v.cut(keep)
		if !s.foldFlow(&v, margin, true, false, &newLine) {
			break
		}
	}
	n := v.n
	for text := v.bytes(); n > 0 && isAny(text[n-1], " \t\n"); {
		n--
	}
	v.cut(n)
	s.keyAllowed, s.afterJSON = newLine, false
	s.emitScalar(tokPlain, at, &v)
	s.queue[len(s.queue)-1].end = end
}

// foldFlow crosses the line breaks at the cursor and adds what they fold to. It
// reports false when the scalar ends because the next line is indented less than
// margin.
func (s *scanner) foldFlow(v *value, margin int, refuseTabs, escaped bool, ended *bool) bool {
	empty := false
	for {
		off := s.at.off
		s.skipBreak()
		for s.char(0) == ' ' && s.at.col < margin {
			s.skip(1)
		}
		for c := s.char(0); c == ' ' || c == '\t'; c = s.char(0) {
			if c == '\t' && s.at.col < margin && refuseTabs {
				s.fail(s.at, "illegal tab when looking for indentation")
				return false
			}
			if refuseTabs && s.endsPlain() {
				break
			}
			s.skip(1)
		}
		nextEmpty := s.lineEnd(0) > 0
		if nextEmpty {
			v.add(off, '\n')
		} else if !empty && !escaped {
			v.add(off, ' ')
		}
		empty, escaped = nextEmpty, false
		if !nextEmpty {
			break
		}
		if refuseTabs && s.endsPlain() { // a comment at the start of the next line
			return true
		}
	}
	if s.at.col < margin {
		*ended = true
		return false
	}
	return true
}

func (s *scanner) quoted(q byte) {
	s.maybeKey()
	at := s.at
	s.skip(1)
	v := s.newValue()
	closed := false
lines:
	for !s.eof() {
		keep := v.n
		escaped := false
		for !s.eof() && s.lineEnd(0) == 0 {
			if len(v.runs) > maxRuns {
				s.fail(s.at, fmt.Sprintf("more than %d escapes in one text", maxRuns))
				return
			}
			c := s.char(0)
			if c == q && !(q == '\'' && s.char(1) == q) {
				s.skip(1)
				closed = true
				break lines
			}
			if s.docMarker('-') || s.docMarker('.') {
				s.fail(s.at, "illegal document indicator in scalar")
				return
			}
			switch {
			case c == q: // doubled
				v.escape(s.at.off, "'")
				s.skip(2)
				keep = v.n
			case c == '\\' && q == '"':
				if n := s.lineEnd(1); n > 0 {
					s.skip(1)
					escaped = true
				} else if !s.escape(&v) {
					return
				}
				keep = v.n
			default:
				v.add(s.at.off, c)
				s.skip(1)
				if c != ' ' && c != '\t' {
					keep = v.n
				}
			}
			if escaped {
				break
			}
		}
		if s.eof() {
			break
		}
		v.cut(keep)
		var ended bool
		s.foldFlow(&v, 0, false, escaped, &ended)
		if s.err != nil {
			return
		}
	}
	if !closed {
		s.at.off = min(s.at.off, len(s.src))
	}
	s.keyAllowed, s.afterJSON = false, true
	s.emitScalar(tokQuoted, at, &v)
}

var simpleEscapes = map[byte]string{
	'0': "\x00", 'a': "\a", 'b': "\b", 't': "\t", '\t': "\t", 'n': "\n", 'v': "\v", 'f': "\f", 'r': "\r", 'e': "\x1b",
	' ': " ", '"': "\"", '\'': "'", '\\': "\\", '/': "/", 'N': "\u0085", '_': "\u00a0", 'L': "\u2028", 'P': "\u2029",
}

var hexEscapes = map[byte]int{'x': 2, 'u': 4, 'U': 8}

func (s *scanner) escape(v *value) bool {
	at := s.at
	c := s.char(1)
	if at.off+1 >= len(s.src) {
		s.skip(1)
		return true
	}
	if text, ok := simpleEscapes[c]; ok {
		s.skip(2)
		v.escape(at.off, text)
		return true
	}
	n := hexEscapes[c]
	if n == 0 {
		s.fail(at, "unknown escape character: "+string(rune(c)))
		return false
	}
	if at.off+2+n > len(s.src) {
		s.fail(at, "bad character found while scanning hex number")
		return false
	}
	r, err := strconv.ParseUint(string(s.src[at.off+2:at.off+2+n]), 16, 32)
	if err != nil {
		s.fail(at, "bad character found while scanning hex number")
		return false
	}
	if r >= 0xD800 && r <= 0xDFFF || r > utf8.MaxRune {
		s.fail(at, "invalid unicode: "+strconv.FormatUint(r, 16))
		return false
	}
	s.skip(2 + n)
	v.escape(at.off, string(rune(r)))
	return true
}

// blockScalar reads a literal (|) or folded (>) scalar.
func (s *scanner) blockScalar(style byte) {
	at := s.at
	s.skip(1)
	var chomp byte
	margin, detect := 1, true
	for i := 0; i < 2; i++ {
		switch c := s.char(0); {
		case chomp == 0 && (c == '+' || c == '-'):
			chomp = c
			s.skip(1)
		case detect && c >= '0' && c <= '9':
			if c == '0' {
				s.fail(s.at, "cannot set zero indentation for a block scalar")
				return
			}
			margin, detect = int(c-'0'), false
			s.skip(1)
		}
	}
	for c := s.char(0); c == ' ' || c == '\t'; c = s.char(0) {
		s.skip(1)
	}
	if s.char(0) == '#' {
		for !s.eof() && s.lineEnd(0) == 0 {
			s.skip(1)
		}
	}
	if !s.eof() && s.lineEnd(0) == 0 {
		s.fail(s.at, "unexpected character in block scalar")
		return
	}
	if col := s.top().col; col >= 0 {
		margin += col
	}
	v := s.blockLines(style == '>', margin, detect)
	if v == nil {
		return
	}
	n := v.n
	for text := v.bytes(); n > 0 && text[n-1] == '\n'; {
		n--
	}
	switch {
	case chomp == '-' || chomp == 0 && n == 0:
		v.cut(n)
	case chomp == 0:
		v.cut(n + 1)
	}
	s.keyAllowed, s.afterJSON = true, false
	s.emitScalar(tokQuoted, at, v)
}

func (s *scanner) blockLines(fold bool, margin int, detect bool) *value {
	v := s.newValue()
	var (
		content    bool // a line with content has been seen
		started    bool // the break after the header has been crossed
		empty      bool // the line before was empty
		more       bool // the line before was indented more than margin
		held       int  // folded line breaks not yet written
		heldMore   bool // held began behind a more indented line
		firstBreak int
	)
	for !s.eof() {
		for !s.eof() && s.lineEnd(0) == 0 {
			if s.docMarker('-') || s.docMarker('.') {
				return &v
			}
			content, started = true, true
			v.add(s.at.off, s.char(0))
			s.skip(1)
		}
		if s.eof() {
			break
		}
		off := s.at.off
		s.skipBreak()
		for s.char(0) == ' ' && (s.at.col < margin || detect && !content) {
			s.skip(1)
		}
		if detect && !content {
			margin = max(margin, s.at.col)
		}
		if s.char(0) == '\t' && s.at.col < margin {
			s.fail(s.at, "illegal tab when looking for indentation")
			return nil
		}
		nextEmpty := s.lineEnd(0) > 0
		nextMore := s.char(0) == ' ' || s.char(0) == '\t'
		if fold && held == 0 && nextEmpty {
			heldMore = more
		}
		if started {
			switch {
			case !fold:
				v.add(off, '\n')
			case !empty && !nextEmpty && !more && !nextMore && s.at.col >= margin:
				v.add(off, ' ')
			case nextEmpty:
				if held == 0 {
					firstBreak = off
				}
				held++
			default:
				v.add(off, '\n')
			}
			if fold && !nextEmpty && held > 0 {
				for i := 1; i < held; i++ {
					v.add(firstBreak, '\n')
				}
				if heldMore || nextMore || !content {
					v.add(firstBreak, '\n')
				}
				held = 0
			}
		}
		empty, more, started = nextEmpty, nextMore, true
		if !empty && s.at.col < margin {
			break
		}
	}
	return &v
}
