// Command qixing runs a county's written policy: see `qixing --help`.
//
// Each subcommand is one file, which reads its arguments, asks the rooms below and prints the answer. Nothing is decided here. To start, read
// command.go, which lists them, and place.go, which opens what they work on.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	postponeCollection()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
