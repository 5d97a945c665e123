package vm

// The versions that tools and bundles state.
const (
	Version       = "0.1.0"  // of falcoc and falcod
	EngineVersion = "0.63.0" // of the rule language: Falco's engine whose meaning is kept
	SchemaVersion = "4.5.1"  // of the events in vm/catalog
)
