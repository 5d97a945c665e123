package lower

// Part gives a conjunction with more than most kids a level of conjunctions in
// between, so that no program gets too long.
func (g *Graph) Part(node, most int) {
	kids := g.Nodes[node].Kids
	if len(kids) <= most {
		return
	}
	var parts []Ref
	for len(kids) > 0 {
		n := min(most, len(kids))
		if n == 1 {
			parts = append(parts, kids[0])
		} else {
			parts = append(parts, Ref(len(g.Nodes)<<1))
			g.Nodes = append(g.Nodes, Node{Test: -1, Kids: kids[:n]})
		}
		kids = kids[n:]
	}
	g.Nodes[node].Kids = parts
}
