package main

import (
	"strings"

	"qixing/pack"
)

type diffCommand struct {
	Old string `arg:"" help:"旧版本的文件夹 | the folder of the older version"`
	New string `arg:"" help:"新版本的文件夹 | the folder of the newer version"`
}

type changeDocument struct {
	Kind string   `json:"kind"`
	Path []string `json:"path"`
	Text string   `json:"text"`
}

// Run says in words what changed from one version of a policy to another.
func (cmd *diffCommand) Run(c *cli) error {
	before, _, err := c.loadPack(cmd.Old)
	if err != nil {
		return err
	}
	after, _, err := c.loadPack(cmd.New)
	if err != nil {
		return err
	}
	documents := []changeDocument{}
	for _, change := range pack.Diff(before, after) {
		documents = append(documents, changeDocument{Kind: string(change.Kind), Path: change.Path, Text: c.say(change.Text, change.TextEN)})
	}
	if c.asJSON() {
		return c.printJSON(documents)
	}
	for _, one := range documents {
		c.printf("%s\n", one.Text)
	}
	if len(documents) == 0 {
		c.printf("%s\n", c.say("制度没有变化。", "The policy is the same."))
	}
	return nil
}

type describeCommand struct {
	Pack string `arg:"" help:"制度包的文件夹 | the pack's folder"`
}

// Run prints a pack as a readable document.
func (cmd *describeCommand) Run(c *cli) error {
	policy, _, err := c.loadPack(cmd.Pack)
	if err != nil {
		return err
	}
	sections := pack.Describe(policy, c.lang)
	if c.asJSON() {
		return c.printJSON(sections)
	}
	for _, section := range sections {
		c.printf("%s\n\n", section.Title)
		for _, article := range section.Articles {
			c.printf("%s %s\n", article.Number, article.Text)
			if len(article.Notes) > 0 {
				c.printf("    %s\n", strings.Join(article.Notes, "\n    "))
			}
		}
		c.printf("\n")
	}
	return nil
}

type schemaCommand struct {
	Kind string `arg:"" enum:"pack,parameters,roles,register,measures,targets,scheme" help:"pack、parameters、roles、register、measures、targets 或 scheme | pack, parameters, roles, register, measures, targets or scheme"`
}

// Run prints a JSON Schema, whatever the format.
func (cmd *schemaCommand) Run(c *cli) error {
	c.printf("%s\n", strings.TrimSpace(string(pack.Schema(cmd.Kind))))
	return nil
}
