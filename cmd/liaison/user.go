package main

import (
	"bufio"
	"crypto/rand"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"liaison/liaison"
	"liaison/liaison/calendar"
	"liaison/liaison/fault"
)

func userCommand() *cobra.Command {
	var dir string
	c := &cobra.Command{Use: "user", Short: "用户：add 新增，list 列出，role 增加或者结束岗位，password 改密码，disable 停用",
		RunE: listCommands, Args: cobra.ArbitraryArgs}
	c.PersistentFlags().StringVar(&dir, "data", "", "数据目录（默认：LIAISON_DATA，其次为用户状态目录）")

	with := func(fn userAction) func(*cobra.Command, []string) error {
		return withRooms(&dir, func(cmd *cobra.Command, r *rooms, args []string) error { return fn(cmd, r.service, args) })
	}
	c.AddCommand(userAdd(with), userList(with), userPassword(with), userDisable(with), userEnable(with), userRole(with))
	return c
}

// userAction is what a user command does with the service.
type userAction = func(cmd *cobra.Command, svc *liaison.Service, args []string) error

func userAdd(with func(userAction) func(*cobra.Command, []string) error) *cobra.Command {
	var asJSON bool
	var roles []string
	var name string
	var stdin bool
	add := &cobra.Command{
		Use: "add 登录名", Short: "新增用户；密码随机生成并打印，或用 --password-stdin 从标准输入读取",
		Example: "  liaison user add limou --name 李某 --role officer",
		Args:    exactly(1, "登录名"),
		RunE: with(func(cmd *cobra.Command, svc *liaison.Service, args []string) error {
			password, err := newPassword(stdin)
			if err != nil {
				return err
			}
			var rs []liaison.Role
			for _, r := range roles {
				rs = append(rs, liaison.Role(r))
			}
			if name == "" {
				name = args[0]
			}
			if _, err := svc.AddUser(cmd.Context(), operator(), args[0], name, password, rs...); err != nil {
				return err
			}
			if stdin {
				return tell(asJSON, map[string]string{"login": args[0]}, "已新增用户 %s（%s）", args[0], name)
			}
			return tell(asJSON, map[string]string{"login": args[0], "password": password}, "已新增用户 %s（%s）\n初始密码：%s", args[0], name, password)
		}),
	}
	add.Flags().StringVar(&name, "name", "", "姓名")
	add.Flags().StringSliceVar(&roles, "role", nil, "岗位：officer 承办人、section 科室（机构）负责人、reviewer 法制审核、deputy 分管负责人、head 机关负责人、acting 主持工作的负责人、prosecutor 检察官、cashier 到账登记；可多个。recusal 回避办理人只由本命令任命，不能兼任其他岗位")
	jsonFlag(add.Flags(), &asJSON)
	add.Flags().BoolVar(&stdin, "password-stdin", false, "从标准输入读取密码")
	return add
}

func userList(with func(userAction) func(*cobra.Command, []string) error) *cobra.Command {
	var asJSON bool
	list := &cobra.Command{
		Use: "list", Short: "列出用户", Args: cobra.NoArgs,
		RunE: with(func(cmd *cobra.Command, svc *liaison.Service, args []string) error {
			users, err := svc.Users(cmd.Context(), operator())
			if err != nil {
				return err
			}
			if asJSON {
				return printJSON(userRecords(users))
			}
			for _, u := range users {
				var rs []string
				for _, r := range u.Roles {
					rs = append(rs, r.Role.Title())
				}
				state := "在用"
				if !u.DisabledAt.IsZero() {
					state = "已停用"
				}
				fmt.Printf("%s\t%s\t%s\t%s\n", u.Login, u.Name, strings.Join(rs, "、"), state)
			}
			return nil
		}),
	}
	jsonFlag(list.Flags(), &asJSON)
	return list
}

func userPassword(with func(userAction) func(*cobra.Command, []string) error) *cobra.Command {
	var passwordStdin bool
	var asJSON bool
	password := &cobra.Command{
		Use: "password 登录名", Short: "改密码", Args: exactly(1, "登录名"),
		RunE: with(func(cmd *cobra.Command, svc *liaison.Service, args []string) error {
			p, err := newPassword(passwordStdin)
			if err != nil {
				return err
			}
			if err := svc.SetPassword(cmd.Context(), operator(), args[0], p); err != nil {
				return err
			}
			if passwordStdin {
				return tell(asJSON, map[string]string{"login": args[0]}, "已更改 %s 的密码", args[0])
			}
			return tell(asJSON, map[string]string{"login": args[0], "password": p}, "已更改 %s 的密码\n新密码：%s", args[0], p)
		}),
	}
	jsonFlag(password.Flags(), &asJSON)
	password.Flags().BoolVar(&passwordStdin, "password-stdin", false, "从标准输入读取密码")
	return password
}

func userRole(with func(userAction) func(*cobra.Command, []string) error) *cobra.Command {
	var add, end, from, until string
	var asJSON bool
	role := &cobra.Command{
		Use: "role 登录名", Short: "增加或者结束岗位；主持工作的负责人（acting）等同正职，须写明最后一天", Args: exactly(1, "登录名"),
		Example: "  liaison user role hemou --add acting --until 2027-02-28\n  liaison user role hemou --end acting",
		RunE: with(func(cmd *cobra.Command, svc *liaison.Service, args []string) error {
			if (add == "") == (end == "") {
				return fault.New(fault.Invalid, "请用 --add 或者 --end 写明一个岗位")
			}
			if end != "" {
				if err := svc.EndRole(cmd.Context(), operator(), args[0], liaison.Role(end)); err != nil {
					return err
				}
				return tell(asJSON, map[string]string{"login": args[0], "end": end}, "%s 的%s岗位到今天为止", args[0], liaison.Role(end).Title())
			}
			t := liaison.RoleTerm{Role: liaison.Role(add)}
			for _, x := range []struct {
				flag, text string
				into       *calendar.Date
			}{{"from", from, &t.From}, {"until", until, &t.Until}} {
				if x.text == "" {
					continue
				}
				var err error
				if *x.into, err = calendar.ParseDate(x.text); err != nil {
					return fault.New(fault.Invalid, "--%s 应写作 2026-11-24", x.flag)
				}
			}
			if err := svc.GiveRole(cmd.Context(), operator(), args[0], t); err != nil {
				return err
			}
			return tell(asJSON, map[string]string{"login": args[0], "add": add}, "已为 %s 增加岗位：%s", args[0], t.Role.Title())
		}),
	}
	role.Flags().StringVar(&add, "add", "", "增加的岗位："+rolesInWords())
	role.Flags().StringVar(&end, "end", "", "结束的岗位")
	role.Flags().StringVar(&from, "from", "", "第一天（不填为今天）")
	role.Flags().StringVar(&until, "until", "", "最后一天")
	jsonFlag(role.Flags(), &asJSON)
	return role
}

// rolesInWords is every role that can be given, with its Chinese name.
func rolesInWords() string {
	var out []string
	for _, r := range liaison.Roles() {
		if r != liaison.RoleRecusal {
			out = append(out, string(r)+" "+r.Title())
		}
	}
	return strings.Join(out, "、")
}

func userDisable(with func(userAction) func(*cobra.Command, []string) error) *cobra.Command {
	var asJSON bool
	disable := &cobra.Command{
		Use: "disable 登录名", Short: "停用用户；其办理过的事项保留", Args: exactly(1, "登录名"),
		RunE: with(func(cmd *cobra.Command, svc *liaison.Service, args []string) error {
			if err := svc.DisableUser(cmd.Context(), operator(), args[0]); err != nil {
				return err
			}
			return tell(asJSON, map[string]string{"login": args[0]}, "已停用 %s", args[0])
		}),
	}
	jsonFlag(disable.Flags(), &asJSON)
	return disable
}

func userEnable(with func(userAction) func(*cobra.Command, []string) error) *cobra.Command {
	var asJSON bool
	enable := &cobra.Command{
		Use: "enable 登录名", Short: "恢复已停用的用户；停用前的登录、接口令牌和日历订阅不恢复", Args: exactly(1, "登录名"),
		RunE: with(func(cmd *cobra.Command, svc *liaison.Service, args []string) error {
			if err := svc.EnableUser(cmd.Context(), operator(), args[0]); err != nil {
				return err
			}
			return tell(asJSON, map[string]string{"login": args[0]}, "已恢复 %s", args[0])
		}),
	}
	jsonFlag(enable.Flags(), &asJSON)
	return enable
}

// userRecords is `user list --json`; password hashes stay inside.
func userRecords(users []liaison.User) []map[string]any {
	out := []map[string]any{}
	for _, u := range users {
		roles := []liaison.Role{}
		for _, r := range u.Roles {
			roles = append(roles, r.Role)
		}
		out = append(out, map[string]any{"login": u.Login, "name": u.Name, "roles": roles, "disabled": !u.DisabledAt.IsZero()})
	}
	return out
}

// newPassword reads a password from standard input, or makes one of 20 letters and digits (about 103 bits).
func newPassword(stdin bool) (string, error) {
	if !stdin {
		return rand.Text()[:20], nil
	}
	line, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if err != nil && line == "" {
		return "", fault.Wrap(err, fault.Invalid, "标准输入里没有密码")
	}
	return strings.TrimRight(line, "\r\n"), nil
}
