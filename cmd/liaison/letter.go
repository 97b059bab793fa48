package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"liaison/documents"
	"liaison/documents/typeset"
	"liaison/evidence"
	"liaison/liaison"
	"liaison/liaison/calendar"
)

func letterCommand() *cobra.Command {
	var out string
	var list, asJSON bool
	var inputs map[string]string
	c := &cobra.Command{
		Use: "letter 种类 材料夹 --out 文件", Short: "只从材料夹出一份文书草稿；--list 列出种类",
		Example: "  liaison letter referral 材料夹 --out 移送书.pdf",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if list && asJSON {
				return printJSON(letterKinds())
			}
			if list {
				for _, t := range liaison.LetterTypes() {
					fmt.Printf("%-26s %s %s\n", t.Kind, t.Code, t.Title)
				}
				return nil
			}
			if err := exactly(2, "文书种类和材料夹")(cmd, args); err != nil {
				return err
			}
			kind := liaison.LetterKind(args[0])
			if _, ok := liaison.TypeOf(kind); !ok {
				return unusable("没有“%s”这种文书；全部种类见 liaison letter --list", args[0])
			}
			if out == "" {
				return unusable("请用 --out 指定写到哪个文件")
			}
			missing, err := writeDraft(cmd.Context(), kind, args[1], inputs, out, asJSON)
			if err != nil || len(missing) == 0 {
				return err
			}
			for _, m := range missing {
				fmt.Fprintln(os.Stderr, "待补："+m)
			}
			return errNotHeld
		},
	}
	c.Flags().StringVar(&out, "out", "", "写到哪个文件：.pdf，或者供领导在 Word、WPS 里修改的 .docx")
	c.Flags().StringToStringVar(&inputs, "input", nil, "拟稿事项，名称=内容，可写多次；各种文书有哪些事项见 templates/letters 里该文书的 inputs")
	c.Flags().BoolVar(&list, "list", false, "列出能写的文书种类")
	jsonFlag(c.Flags(), &asJSON)
	return c
}

// letterKinds is `letter --list --json`.
func letterKinds() []map[string]string {
	var out []map[string]string
	for _, t := range liaison.LetterTypes() {
		out = append(out, map[string]string{"kind": string(t.Kind), "code": t.Code, "title": t.Title})
	}
	return out
}

// writeDraft writes a draft in the form that the file's name asks for, says so, and returns what it lacks.
func writeDraft(ctx context.Context, kind liaison.LetterKind, folder string, inputs map[string]string, out string, asJSON bool) (missing []string, err error) {
	renderer, req, book, err := draftRequest(ctx, kind, folder)
	if err != nil {
		return nil, err
	}
	defer func() { err = firstError(err, book.File.Close()) }()
	if err := liaison.CheckInputs(renderer.Inputs(req.Dossier, kind), inputs); err != nil {
		return nil, err
	}
	req.Inputs = inputs
	if strings.EqualFold(filepath.Ext(out), ".docx") {
		draft, err := renderer.Word(ctx, req)
		if err != nil {
			return nil, err
		}
		if err := writeFile(out, draft.File); err != nil {
			return nil, err
		}
		return draft.Missing, tell(asJSON, map[string]any{"file": out, "missing": append([]string{}, draft.Missing...)}, "%s：Word 草稿", out)
	}
	rendered, err := renderer.Render(ctx, req)
	if err != nil {
		return nil, err
	}
	if err := writeFile(out, rendered.PDF); err != nil {
		return nil, err
	}
	places, err := placesOf(ctx, req, book, rendered)
	if err != nil {
		return nil, err
	}
	for _, p := range places {
		if p.Wrong() {
			fmt.Fprintf(os.Stderr, "证据页码不符：%s（%s）：%s；%s\n", p.Statement, p.Printed, p.Fault, p.Mend)
			err = errNotHeld
		}
	}
	report := map[string]any{"file": out, "pages": rendered.Pages, "missing": append([]string{}, rendered.Missing...), "places": places}
	return rendered.Missing, firstError(tell(asJSON, report, "%s：%d 页草稿", out, rendered.Pages), err)
}

// draftRequest asks for a draft from a folder alone. The folder's exhibits are bound into a book that nobody keeps, so that the
// draft's page references are those that sealing the same folder would give.
func draftRequest(ctx context.Context, kind liaison.LetterKind, path string) (r *documents.Renderer, req liaison.LetterDraftRequest, book *liaison.BoundBook, err error) {
	folder, err := readFolder(path)
	if err != nil {
		return nil, req, nil, err
	}
	svc := &liaison.Service{Clock: time.Now, Calendar: calendar.National()}
	d, err := svc.FolderDossier(folder)
	if err != nil {
		return nil, req, nil, err
	}
	fonts, err := typeset.Open(os.Getenv("LIAISON_FONT_DIR"))
	if err != nil {
		return nil, req, nil, err
	}
	if r, err = documents.New(fonts); err != nil {
		return nil, req, nil, err
	}
	if book, err = bindInPassing(ctx, svc, fonts, d, path); err != nil {
		return nil, req, nil, err
	}
	return r, liaison.LetterDraftRequest{Kind: kind, Dossier: d, Edition: d.Edition(), MadeOn: svc.Today(), Today: svc.Today(), Draft: true}, book, nil
}

// placesOf looks up in the book that was bound in passing what the draft says of it.
func placesOf(ctx context.Context, req liaison.LetterDraftRequest, book *liaison.BoundBook, out liaison.Rendered) ([]liaison.PlaceCheck, error) {
	open := func(context.Context) (io.ReadCloser, error) {
		_, err := book.File.Seek(0, io.SeekStart)
		return io.NopCloser(book.File), err
	}
	return evidence.NewPlaceReader("").ReadPlaces(ctx, out.PDF, out.References, []liaison.Volume{{Title: req.Dossier.Bundles[0].Title(), Edition: *req.Edition, Open: open}})
}

// bindInPassing gives the dossier the edition that sealing it now would give, and returns the book, which the caller closes.
func bindInPassing(ctx context.Context, svc *liaison.Service, fonts *typeset.Fonts, d *liaison.Dossier, path string) (*liaison.BoundBook, error) {
	for i := range d.Exhibits {
		stored, err := inspectFile(ctx, filepath.Join(path, filepath.FromSlash(d.Exhibits[i].FileName)))
		if err != nil {
			return nil, err
		}
		d.Exhibits[i].Stored = stored
	}
	bound, err := evidence.NewBinder(fonts, evidence.BinderOptions{}).Bind(ctx, liaison.Book{Dossier: d, Bundle: d.Bundles[0], Exhibits: d.Exhibits, Ordinal: 1, SealedOn: svc.Today(),
		Open: func(ctx context.Context, e liaison.Exhibit) (io.ReadCloser, error) {
			return os.Open(filepath.Join(path, filepath.FromSlash(e.FileName)))
		}})
	if err != nil {
		return nil, err
	}
	d.Editions = []liaison.Edition{{BundleID: d.Bundles[0].ID, Ordinal: 1, Pages: bound.Pages, Body: bound.Body, FrontMatter: bound.FrontMatter, Entries: bound.Entries}}
	return bound, nil
}

// inspectFile describes a file as the vault would on taking it in.
func inspectFile(ctx context.Context, path string) (liaison.Stored, error) {
	f, err := os.Open(path)
	if err != nil {
		return liaison.Stored{}, fmt.Errorf("open exhibit: %w", err)
	}
	defer f.Close()
	h := sha256.New()
	size, err := io.Copy(h, f)
	if err != nil {
		return liaison.Stored{}, fmt.Errorf("read exhibit: %w", err)
	}
	found, err := evidence.Inspect(ctx, filepath.Base(path), f, size)
	if err != nil {
		return liaison.Stored{}, err
	}
	return liaison.Stored{ObjectRef: liaison.ObjectRef{SHA256: hex.EncodeToString(h.Sum(nil)), Size: size}, MediaType: found.MediaType, Pages: found.Pages, Quarantine: found.Quarantine}, nil
}

// writeFile writes a whole file or nothing: a half-written letter must not lie about.
func writeFile(path string, data []byte) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return unusable("不能建立目录 %s：请另选 --out", dir)
	}
	tmp, err := os.CreateTemp(dir, ".liaison-*.pdf")
	if err != nil {
		return unusable("不能在 %s 里写文件：请另选 --out", dir)
	}
	defer os.Remove(tmp.Name()) // gone after the rename
	_, err = tmp.Write(data)
	if err = firstError(err, tmp.Close()); err == nil {
		err = os.Chmod(tmp.Name(), 0o644)
	}
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", strings.TrimSpace(path), err)
	}
	return nil
}
