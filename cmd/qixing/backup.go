package main

type backupCommand struct{}
func (backupCommand) Run(c *cli) error { return nil }
type restoreCommand struct{}
func (restoreCommand) Run(c *cli) error { return nil }
type testCommand struct{}
func (testCommand) Run(c *cli) error { return nil }
