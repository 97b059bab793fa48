// Command liaison is the program of the office: see README.md for its commands. Each file here is one command; wire.go puts the
// rooms together.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"liaison/liaison/fault"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == s3ChildCommand {
		if err := runS3Child(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, nil)))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

// Exit statuses of every command (commands.md): done; done, and what was checked does not hold; unusable input.
const (
	exitDone     = 0
	exitNotHeld  = 1
	exitUnusable = 2
)

// errNotHeld ends a command with status 1: it did its work, and what it checked does not hold. The command has already said so.
var errNotHeld = errors.New("what was checked does not hold")

// run executes one command line and returns its exit status.
func run(ctx context.Context, args []string) int {
	root := rootCommand()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	switch f := fault.As(err); {
	case err == nil:
		return exitDone
	case errors.Is(err, errNotHeld):
		return exitNotHeld
	case f != nil:
		fmt.Fprintln(os.Stderr, f.Error())
		return exitUnusable
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(os.Stderr, "已中止")
		return exitUnusable
	default:
		slog.Error("command failed", "error", err)
		fmt.Fprintln(os.Stderr, "程序出错，未完成；上一行英文是给维护人员看的原因")
		return exitUnusable
	}
}

func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:           "liaison",
		Short:         "社会保险基金追回案件的法院检察联络",
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          listCommands,
		Args:          cobra.ArbitraryArgs,
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetUsageTemplate(usageTemplate)
	root.SetHelpCommand(&cobra.Command{Use: "help", Hidden: true})
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return unusable("参数有误（%s）；用法见 %s --help", err, cmd.CommandPath())
	})
	root.AddCommand(demoCommand(), serveCommand(), importCommand(), claimCommand(), deadlineCommand(), amountCommand(), letterCommand(),
		exportCommand(), verifyCommand(), fsckCommand(), migrateCommand(), userCommand(), calendarCommand(), orgsCommand(), proveCommand())
	addHelp(root)
	return root
}

// listCommands answers a command that only has commands below it.
func listCommands(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return unusable("没有“%s”这个命令，全部命令见 %s --help", args[0], cmd.CommandPath())
	}
	return cmd.Help()
}

// addHelp gives every command its --help in Chinese.
func addHelp(c *cobra.Command) {
	c.Flags().BoolP("help", "h", false, "显示用法")
	for _, sub := range c.Commands() {
		addHelp(sub)
	}
}

func unusable(format string, args ...any) error { return fault.New(fault.Invalid, format, args...) }

// exactly is cobra.ExactArgs with a Chinese answer.
func exactly(n int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != n {
			return unusable("%s 需要 %d 个参数：%s；用法见 %s --help", cmd.CommandPath(), n, what, cmd.CommandPath())
		}
		return nil
	}
}

const usageTemplate = `用法：
  {{.UseLine}}{{if .HasAvailableSubCommands}}

命令：{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

选项：
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasExample}}

示例：
{{.Example}}{{end}}
`
