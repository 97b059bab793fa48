package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"liaison/evidence"
	"liaison/liaison/directory"
)

func orgsCommand() *cobra.Command {
	var dir string
	c := &cobra.Command{Use: "orgs", Short: "机构名录：list 列出，import 从文件导入",
		RunE: listCommands, Args: cobra.ArbitraryArgs}
	c.PersistentFlags().StringVar(&dir, "data", "", "数据目录（默认：LIAISON_DATA，其次为用户状态目录）")
	c.AddCommand(orgsList(&dir), orgsImport(&dir))
	return c
}

func orgsList(dir *string) *cobra.Command {
	var asJSON, retired bool
	var kind, place, text string
	list := &cobra.Command{
		Use: "list", Short: "列出机构", Args: cobra.NoArgs,
		Example: "  liaison orgs list --kind police --place 141000",
		RunE: withRooms(dir, func(cmd *cobra.Command, r *rooms, args []string) error {
			f := directory.Filter{Text: text, Kind: directory.Kind(kind), Division: place, Retired: retired}
			if kind != "" && !f.Kind.Valid() {
				return unusable("没有“%s”这个类别，可用的：%s", kind, kindWords())
			}
			if place != "" && directory.LevelOf(place) == "" {
				return unusable("--place 应为六位区划代码，例如 141002，现为“%s”", place)
			}
			d, err := r.service.Directory(cmd.Context(), operator())
			if err != nil {
				return err
			}
			orgs := d.List(f)
			if asJSON {
				return printJSON(map[string]any{"organisations": append([]directory.Organisation{}, orgs...)})
			}
			for _, o := range orgs {
				fmt.Printf("%s\t%s\t%s\t%s\n", o.Division, o.Kind.Title(), o.Name, o.Phone)
			}
			return nil
		}),
	}
	list.Flags().StringVar(&kind, "kind", "", "只列一个类别，例如 police")
	list.Flags().StringVar(&place, "place", "", "只列一个区划代码的；市的代码含所辖县（市、区）")
	list.Flags().StringVar(&text, "text", "", "名称、联系人、地址中的几个字")
	list.Flags().BoolVar(&retired, "retired", false, "也列出停用的")
	jsonFlag(list.Flags(), &asJSON)
	return list
}

func kindWords() string {
	words := ""
	for _, k := range directory.Kinds() {
		words += fmt.Sprintf(" %s（%s）", k, k.Title())
	}
	return words
}

func orgsImport(dir *string) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "import 文件", Short: "从 .xlsx、CSV 或 YAML 文件导入机构；有一行不对，整个文件都不导入",
		Example: "  liaison orgs import 机构.csv\n\n文件第一行是列名，类别、名称、区划代码必须有：\n" +
			"  类别,名称,全称,区划代码,层级,上级,管辖,所在地,地址,邮编,电话,联系人,户名,开户行,账号,启用,停用,出处\n  公安机关,尧都区公安局,,141002",
		Args: exactly(1, "文件"),
		RunE: func(cmd *cobra.Command, args []string) error {
			rows, err := readDirectoryFile(args[0]) // before the stores start: a faulty file is told at once
			if err != nil {
				return err
			}
			return withRooms(dir, func(cmd *cobra.Command, r *rooms, args []string) error {
				done, err := r.service.ImportOrganisations(cmd.Context(), operator(), filepath.Base(args[0]), rows)
				if err != nil {
					return err
				}
				if asJSON {
					return printJSON(done)
				}
				for _, name := range done.Added {
					fmt.Println("新增\t" + name)
				}
				for _, name := range done.Changed {
					fmt.Println("变更\t" + name)
				}
				fmt.Printf("新增 %d 个，变更 %d 个，未变 %d 个\n", len(done.Added), len(done.Changed), done.Unchanged)
				return nil
			})(cmd, args)
		},
	}
	jsonFlag(c.Flags(), &asJSON)
	return c
}

// maxDirectoryFile is as much of a file as is read; directory.Parse refuses what is larger than a list of organisations can be.
const maxDirectoryFile = 8 << 20

func readDirectoryFile(path string) ([]directory.Row, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, unusable("没有 %s 这个文件，请核对路径", path)
	}
	if err != nil {
		return nil, unusable("打不开 %s，请核对它是文件且允许读取", path)
	}
	defer f.Close() // read only
	data, err := io.ReadAll(io.LimitReader(f, maxDirectoryFile))
	if err != nil {
		return nil, unusable("读不了 %s，请核对它是文件而不是目录", path)
	}
	return readDirectory(path, data)
}

// readDirectory reads a file of organisations by what it holds: a workbook, else text.
func readDirectory(name string, data []byte) ([]directory.Row, error) {
	if !bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return directory.Parse(name, data)
	}
	rows, err := evidence.ReadSheet(bytes.NewReader(data), name)
	if err != nil {
		return nil, err
	}
	return directory.ParseTable(name, rows)
}
