package check

import (
	"errors"
	"regexp/syntax"
	"strings"
)

// checkRegex reports what Falco's regular expression library says about a
// pattern, "" when it is fine. The syntax is POSIX extended: no \d, no (?:...).
func checkRegex(pattern string) (msg, hint string) {
	_, err := syntax.Parse(pattern, syntax.POSIX)
	if err == nil {
		return "", ""
	}
	var bad *syntax.Error
	if !errors.As(err, &bad) {
		return "invalid regex pattern: " + err.Error(), ""
	}
	msg = "invalid regex pattern: " + regexErrors[bad.Code]
	if bad.Code == syntax.ErrInvalidUTF8 {
		return msg, ""
	}
	switch {
	case bad.Code == syntax.ErrMissingRepeatArgument && strings.Contains(pattern, "(?"):
		hint = "groups with (?...) are not supported"
	case bad.Code == syntax.ErrInvalidEscape:
		hint = `use the POSIX classes: [[:digit:]] for \d, [[:alnum:]_] for \w, [[:space:]] for \s`
	}
	return msg + ": " + bad.Expr, hint
}

var regexErrors = map[syntax.ErrorCode]string{
	syntax.ErrInternalError:         "unexpected error",
	syntax.ErrInvalidCharClass:      "invalid character class",
	syntax.ErrInvalidCharRange:      "invalid character class range",
	syntax.ErrInvalidEscape:         "invalid escape sequence",
	syntax.ErrInvalidNamedCapture:   "invalid named capture group",
	syntax.ErrInvalidPerlOp:         "invalid perl operator",
	syntax.ErrInvalidRepeatOp:       "bad repetition operator",
	syntax.ErrInvalidRepeatSize:     "invalid repetition size",
	syntax.ErrInvalidUTF8:           "invalid UTF-8",
	syntax.ErrMissingBracket:        "missing ]",
	syntax.ErrMissingParen:          "missing )",
	syntax.ErrMissingRepeatArgument: "no argument for repetition operator",
	syntax.ErrTrailingBackslash:     `trailing \`,
	syntax.ErrUnexpectedParen:       "unexpected )",
	syntax.ErrNestingDepth:          "bad repetition operator",
	syntax.ErrLarge:                 "pattern too large - compile failed",
}

// plainRegex reports whether a pattern could be written with a simpler operator:
// whether nothing in it is special but anchors and wildcards at its ends.
func plainRegex(p string) bool {
	p = strings.TrimPrefix(p, "^")
	p = strings.TrimSuffix(p, "$")
	for _, any := range []string{".+", ".*", ".?"} {
		if q, ok := strings.CutPrefix(p, any); ok {
			p = q
			break
		}
	}
	for _, any := range []string{".+", ".*", ".?"} {
		if q, ok := strings.CutSuffix(p, any); ok {
			p = q
			break
		}
	}
	return !strings.ContainsAny(p, `.+*?^$()[]{}|\`)
}
