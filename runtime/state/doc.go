// Package state keeps what a machine's tasks are: threads, their processes,
// descriptors, credentials and containers, as the events so far imply.
//
// State.Process takes the events in order. It binds the thread and the descriptor
// that the event is about, applies the event's effect and says whether rules may
// see it. What is bound, and every string reached from it, holds until the next
// call of Process. A State belongs to one goroutine.
package state
