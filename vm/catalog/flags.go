package catalog

// Flag is one named value of a flag or enumeration table.
type Flag struct {
	Name  string
	Value uint32
}

// FlagTable names the bits or the values of a parameter. The order of Flags is
// the order in which a value's names are printed and matched.
type FlagTable struct {
	Name  string
	Flags []Flag
}
