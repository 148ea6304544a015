// Command reference writes the manual of the pack language; see `go generate ./pack`.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"qixing/pack"
)

func main() {
	catalogs := flag.String("catalogs", "", "folder of the message catalogs")
	output := flag.String("o", "", "file to write")
	flag.Parse()
	if err := write(*catalogs, *output); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

func write(catalogs, output string) error {
	zh, err := os.ReadFile(filepath.Join(catalogs, "pack.zh.yaml"))
	if err != nil {
		return fmt.Errorf("read the catalog: %w", err)
	}
	en, err := os.ReadFile(filepath.Join(catalogs, "pack.en.yaml"))
	if err != nil {
		return fmt.Errorf("read the catalog: %w", err)
	}
	text, err := pack.Reference(zh, en)
	if err != nil {
		return err
	}
	return os.WriteFile(output, []byte(text), 0o644)
}
