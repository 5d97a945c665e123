package diag

import "strings"

// IsFalco says whether a code is one of Falco's.
func IsFalco(code string) bool { return strings.HasPrefix(code, "LOAD_") }
