package main

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"qixing/fault"
)

// commands are all that qixing can do. Help is written in both languages, parted by a bar.
type commands struct {
	Data     string `placeholder:"DIR" help:"数据目录，默认 qixing-data | the data folder, by default qixing-data"`
	Database string `placeholder:"DSN" help:"数据库：文件，或 postgres://…；默认在数据目录内 | the database: a file, or postgres://…; by default inside the data folder"`
	County   string `placeholder:"CODE" help:"六位区划代码；只有一个县时可省略 | the county's six digits; not needed when there is only one"`
	Lang     string `placeholder:"zh|en" help:"输出语言 | the language of messages"`
	Format   string `placeholder:"text|json" help:"输出格式；json 只在标准输出打印一份文档 | json prints one document on standard output and nothing else"`

	Demo     demoCommand     `cmd:"" group:"run" help:"带演示数据的完整一县，在本机打开 | a whole county with demonstration data, on this machine"`
	Serve    serveCommand    `cmd:"" group:"run" help:"运行服务器 | run the server"`
	Init     initCommand     `cmd:"" group:"policy" help:"为一个县新建制度包，带本县的镇村和讲解 | start a pack for a county, with its towns and villages and a guide in its comments"`
	Check    checkCommand    `cmd:"" group:"policy" help:"检查制度包：每处错误的位置和改法 | check a policy pack: each error, where it is and what to write instead"`
	Test     testCommand     `cmd:"" group:"policy" help:"运行制度包自带的用例 | run the pack's own cases"`
	Diff     diffCommand     `cmd:"" group:"policy" help:"两个版本的制度有什么不同 | what changed in the policy, in words"`
	Describe describeCommand `cmd:"" group:"policy" help:"把制度包写成可读的文件 | the pack as a readable document"`
	Schema   schemaCommand   `cmd:"" group:"policy" help:"制度包文件的 JSON Schema，供编辑器使用 | JSON Schema of a pack's files, for editors"`
	Plan     planCommand     `cmd:"" group:"policy" help:"应用制度包会改动数据库的什么 | what applying a pack would change in the database"`
	Apply    applyCommand    `cmd:"" group:"policy" help:"应用制度包 | apply a pack"`
	Import   importCommand   `cmd:"" group:"records" help:"把 Excel 导入台账，要么全部，要么一行也不 | import a workbook into a register: all rows or none"`
	Export   exportCommand   `cmd:"" group:"records" help:"把台账导出为同样的表 | export a register as the same form"`
	Template templateCommand `cmd:"" group:"records" help:"台账的空白表 | a register's empty form"`
	Evaluate evaluateCommand `cmd:"" group:"results" help:"评价：名次和得分 | evaluate: ranks and points"`
	Explain  explainCommand  `cmd:"" group:"results" help:"一个对象的每一分从哪里来 | where each point of one subject comes from"`
	Contest  contestCommand  `cmd:"" group:"results" help:"擂台赛：列出、重算 | contests: list, replay"`
	Rollup   rollupCommand   `cmd:"" group:"results" help:"省、市、县、镇的汇总，数据库里有多少县就汇总多少县 | what targets and measures come to by province, city, county, town: over all counties of the database"`
	Verify   verifyCommand   `cmd:"" group:"system" help:"证明存证日志没有被改动 | prove that nothing in the journal was changed"`
	Backup   backupCommand   `cmd:"" group:"system" help:"备份，服务器可以照常运行 | back up, while the server runs"`
	Restore  restoreCommand  `cmd:"" group:"system" help:"从备份恢复到空目录 | restore a backup into an empty folder"`
	Units    unitsCommand    `cmd:"" group:"system" help:"组织机构 | units"`
	People   peopleCommand   `cmd:"" group:"system" help:"人员和职务 | people and posts"`
	Calendar calendarCommand `cmd:"" group:"system" help:"节假日和调休 | holidays and make-up workdays"`
	Account  accountCommand  `cmd:"" group:"system" help:"账号 | accounts"`
	Grant    grantCommand    `cmd:"" group:"system" help:"授权 | grants"`
	Remind   remindCommand   `cmd:"" group:"system" help:"提醒：预览或立即发送 | reminders: preview them or send them now"`
	Config   configCommand   `cmd:"" group:"system" help:"生效的设置及其来源 | the settings in force and where they come from"`
	Version  versionCommand  `cmd:"" group:"system" help:"版本 | the version"`
}

const about = `旗星：把县里的文件变成能运行的系统。 | Qixing: grassroots policy, running as software.

例 | Examples:
  qixing demo
  qixing init 610327 --pack packs/my_county
  qixing check packs/my_county
  qixing apply packs/my_county --data /srv/qixing
  qixing evaluate red_flag_village --period 2022 --format json`

// run is main without the process: arguments in, exit code out.
func run(ctx context.Context, args []string, out, errs io.Writer) int {
	lang := languageIn(args)
	c := &cli{ctx: ctx, out: out, errs: errs, lang: lang}
	code, done, err := c.parseAndRun(args)
	if done {
		return code
	}
	if err == nil {
		return 0
	}
	return c.fail(err)
}

// languageIn looks for the language before anything is parsed, so that help and usage errors are in it too.
func languageIn(args []string) string {
	for i, arg := range args {
		if value, ok := strings.CutPrefix(arg, "--lang="); ok {
			return language(value)
		}
		if arg == "--lang" && i+1 < len(args) {
			return language(args[i+1])
		}
	}
	return language(environment("lang"))
}

func language(text string) string {
	if strings.HasPrefix(text, "en") {
		return "en"
	}
	return "zh"
}

// exited carries the code with which kong wants to end, as after help.
type exited int

func (c *cli) parseAndRun(args []string) (code int, done bool, err error) {
	defer func() {
		if failed := recover(); failed != nil {
			ended, is := failed.(exited)
			if !is {
				panic(failed)
			}
			code, done, err = int(ended), true, nil
		}
	}()
	all := &commands{}
	parser, err := kong.New(all, kong.Name("qixing"), kong.Description(c.pick(about)), kong.Writers(c.out, c.errs),
		kong.Exit(func(code int) { panic(exited(code)) }), kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 120}),
		kong.ExplicitGroups(c.groups()))
	if err != nil {
		return 0, false, fault.Internal(err)
	}
	c.translate(parser.Model.Node)
	if !namesCommand(parser, args) {
		args = append(args, "--help")
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		return 0, false, fault.Usage("cli.usage", fault.Args{"why": err.Error()}).Because(err)
	}
	if err := c.settle(all); err != nil {
		return 0, false, err
	}
	return 0, false, parsed.Run(c)
}

// namesCommand tells whether anything is asked for besides settings. Whatever isn't a flag or a flag's value is at least meant to be a command.
func namesCommand(parser *kong.Kong, args []string) bool {
	for i := 0; i < len(args); i++ {
		name, isFlag := strings.CutPrefix(args[i], "--")
		if !isFlag {
			return true
		}
		takesValue := slices.ContainsFunc(parser.Model.Flags, func(flag *kong.Flag) bool { return flag.Name == name && !flag.IsBool() })
		if takesValue {
			i++
		}
	}
	return false
}

func (c *cli) groups() []kong.Group {
	return []kong.Group{
		{Key: "run", Title: c.say("运行", "Run")}, {Key: "policy", Title: c.say("制度", "Policy")}, {Key: "records", Title: c.say("台账", "Registers")},
		{Key: "results", Title: c.say("结果", "Results")}, {Key: "system", Title: c.say("系统", "System")},
	}
}

// translate keeps one language of every help text.
func (c *cli) translate(node *kong.Node) {
	node.Help, node.Detail = c.pick(node.Help), c.pick(node.Detail)
	for _, flag := range node.Flags {
		flag.Help = c.pick(flag.Help)
	}
	for _, positional := range node.Positional {
		positional.Help = c.pick(positional.Help)
	}
	for _, child := range node.Children {
		c.translate(child)
	}
}

// pick takes one language of a text that has both, line by line.
func (c *cli) pick(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if zh, en, both := strings.Cut(line, " | "); both {
			lines[i] = c.say(zh, en)
		}
	}
	return strings.Join(lines, "\n")
}

// fail prints what went wrong and what to do, every error of several, and gives the exit code.
func (c *cli) fail(err error) int {
	all := fault.List(err)
	if errors.Is(err, errShown) {
		return fault.CodeInvalid.ExitCode()
	}
	if len(all) == 0 {
		c.complain(fault.Text(err, c.lang)+" "+err.Error(), "")
	}
	for _, one := range all {
		text := fault.Text(one, c.lang)
		if one.Code == fault.CodeInternal || one.Code == fault.CodeUnavailable {
			text += " (" + err.Error() + ")"
		}
		c.complain(text, fault.HintText(one, c.lang))
	}
	return fault.CodeOf(err).ExitCode()
}

func (c *cli) complain(text, hint string) {
	c.note(c.say("错误：", "error: ") + text)
	if hint != "" {
		c.note(c.say("提示：", "hint: ") + hint)
	}
}

// errShown says that what is wrong has been printed already, in a form of its own.
var errShown = errors.New("shown")

var formats = []string{"text", "json", "table", "csv", "xlsx"}

// formatAmong refuses a format that a command can't write.
func (c *cli) formatAmong(known ...string) error {
	if slices.Contains(known, c.format) {
		return nil
	}
	return fault.Usage("cli.format", fault.Args{"format": c.format, "known": strings.Join(known, "、")})
}
