package main
type testCommand struct{}
func (testCommand) Run(c *cli) error { return nil }
