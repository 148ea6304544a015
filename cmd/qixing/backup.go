package main

import (
	"fmt"
	"os"
	"time"

	"qixing/backup"
	"qixing/fault"
)

type backupCommand struct {
	File  string `arg:"" help:"写到哪个 .tar.gz 文件 | the .tar.gz file to write"`
	Force bool   `help:"覆盖已有文件 | overwrite a file"`
}

type backupDocument struct {
	File  string `json:"file"`
	Files int    `json:"files"`
	Bytes int64  `json:"bytes"`
}

// Run puts the data folder into one file, while the server goes on.
func (cmd *backupCommand) Run(c *cli) error {
	p, err := c.openThere()
	if err != nil {
		return err
	}
	defer p.close()
	var list backup.List
	err = c.writeFile(cmd.File, cmd.Force, func(file *os.File) error {
		var failed error
		list, failed = backup.Write(c.ctx, p.db, p.folder, time.Now(), file)
		return failed
	})
	if err != nil {
		return err
	}
	c.note(c.say("备份里有密钥和全部数据，请像保管公章一样保管它。", "The backup holds the keys and all data: keep it as you keep the seal."))
	return c.printBackup(cmd.File, list)
}

func (c *cli) printBackup(name string, list backup.List) error {
	document := backupDocument{File: name, Files: len(list.Files)}
	for _, file := range list.Files {
		document.Bytes += file.Size
	}
	if c.asJSON() {
		return c.printJSON(document)
	}
	c.printf("%s\n", fmt.Sprintf(c.say("%d 个文件，共 %d 字节。", "%d files, %d bytes in all."), document.Files, document.Bytes))
	return nil
}

type restoreCommand struct {
	File string `arg:"" help:"备份文件 | the backup"`
}

// Run makes the data folder, which must be empty or not there, from a backup.
func (cmd *restoreCommand) Run(c *cli) error {
	file, err := os.Open(cmd.File)
	if err != nil {
		return fault.Invalid("cli.file", fault.Args{"file": cmd.File}).Because(err)
	}
	defer file.Close()
	list, err := backup.Restore(file, c.settings.text("data"))
	if err != nil {
		return err
	}
	return c.printBackup(c.settings.text("data"), list)
}
