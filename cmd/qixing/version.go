package main

import "runtime/debug"

type versionCommand struct{}

// release is set by the linker when a release is built.
var release = ""

// version is the release, or the commit that was built.
func version() string {
	if release != "" {
		return release
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, one := range info.Settings {
		if one.Key == "vcs.revision" && len(one.Value) >= 12 {
			return "dev-" + one.Value[:12]
		}
	}
	return "dev"
}

type versionDocument struct {
	Version string `json:"version"`
}

func (versionCommand) Run(c *cli) error {
	if c.asJSON() {
		return c.printJSON(versionDocument{version()})
	}
	c.printf("qixing %s\n", version())
	return nil
}
