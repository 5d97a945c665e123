package state

// AppendTuple appends the text of a SOCKTUPLE parameter, AppendSockaddr of a SOCKADDR
// parameter; both as evt.arg and fd.name print them. An empty tuple appends nothing.
func AppendTuple(dst []byte, tuple []byte) []byte { return dst }

// AppendSockaddr: see AppendTuple.
func AppendSockaddr(dst []byte, addr []byte) []byte { return dst }
