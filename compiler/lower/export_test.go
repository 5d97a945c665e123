package lower

// Without leaves a pass out, which its file in testdata/passes names.
func Without(name string) (opt Options, ok bool) {
	for p, n := range [numPasses]string{"normalise", "patterns", "merge", "ranges", "simplify", "specialise"} {
		if n == name {
			opt.without[p] = true
			return opt, true
		}
	}
	return opt, false
}

// NumPasses is the number of passes.
const NumPasses = int(numPasses)
