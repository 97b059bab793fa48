package liaison

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"

	"liaison/liaison/fault"
)

// OfficeSeal is the picture of an office's seal (印章图样), which is printed on the letters that are issued in its name, for as long as the office
// has chosen so. Without one, letters leave room for the seal (GB/T 9704 7.3.5.1).
type OfficeSeal struct {
	ID      uuid.UUID
	Office  string // the full name, as letters are signed with it
	MM      int    // how wide the seal is, in millimetres
	Object  ObjectRef
	By      string
	At      time.Time
	EndedBy string
	EndedAt time.Time // zero: in use
}

// SealImage is the picture of a seal as a letter prints it.
type SealImage struct {
	Picture []byte // PNG
	MM      int
}

// Widths of seals in millimetres: 国发〔1999〕25号 gives bodies 42, and none less than 30 or more than 60.
const (
	sealLeastMM = 30
	sealMostMM  = 60
	// SealMM is the usual width.
	SealMM = 42
)

const maxSealBytes = 4 << 20

// sealImageTx keeps the pictures of seals.
type sealImageTx interface {
	InsertOfficeSeal(ctx context.Context, s OfficeSeal) error
	// EndOfficeSeal marks a seal as no longer in use. NotFound where it is not in use.
	EndOfficeSeal(ctx context.Context, id uuid.UUID, by string, at time.Time) error
	// OfficeSeals lists all of them, the newest last.
	OfficeSeals(ctx context.Context) ([]OfficeSeal, error)
}

// OfficeSeals lists the pictures of seals, those no longer in use too, for the head.
func (s *Service) OfficeSeals(ctx context.Context, actor Actor) (out []OfficeSeal, err error) {
	if err := actor.must(ActKeepSeal); err != nil {
		return nil, err
	}
	err = s.Store.InTx(ctx, actor, func(tx Tx) (err error) {
		out, err = tx.OfficeSeals(ctx)
		return err
	})
	return out, err
}

// KeepSeal takes the picture of an office's seal (启用印章图样): from now on letters in its name are issued with it; the one before is ended. The
// error is a fault.Invalid that says what is wrong with the picture or the name.
//
// If we stop after the Put, the bytes are an orphan that fsck lists, and letters go on as before.
func (s *Service) KeepSeal(ctx context.Context, actor Actor, office string, mm int, r io.Reader) (OfficeSeal, error) {
	if err := actor.must(ActKeepSeal); err != nil {
		return OfficeSeal{}, err
	}
	office = strings.TrimSpace(office)
	raw, err := io.ReadAll(io.LimitReader(r, maxSealBytes+1))
	if err != nil {
		return OfficeSeal{}, fmt.Errorf("read seal: %w", err)
	}
	if err := checkSeal(office, mm, raw); err != nil {
		return OfficeSeal{}, err
	}
	stored, err := s.Vault.Put(ctx, "印章.png", bytes.NewReader(raw))
	if err != nil {
		return OfficeSeal{}, err
	}
	seal := OfficeSeal{ID: newID(), Office: office, MM: mm, Object: stored.ObjectRef, By: actor.Name, At: s.Clock().UTC()}
	err = s.Store.InTx(ctx, actor, func(tx Tx) error {
		known, err := tx.OfficeSeals(ctx)
		if err != nil {
			return err
		}
		for _, o := range known {
			if o.Office == office && o.EndedAt.IsZero() {
				if err := tx.EndOfficeSeal(ctx, o.ID, actor.Name, seal.At); err != nil {
					return err
				}
			}
		}
		if err := tx.InsertOfficeSeal(ctx, seal); err != nil {
			return err
		}
		return s.logOffice(ctx, tx, actor, DidKeepSeal, office, fmt.Sprintf("直径 %d 毫米，校验值 %s", mm, seal.Object.SHA256[:12]))
	})
	return seal, err
}

// EndSeal ends the printing of a seal (停用印章图样): letters leave room for it again.
func (s *Service) EndSeal(ctx context.Context, actor Actor, id uuid.UUID) error {
	if err := actor.must(ActKeepSeal); err != nil {
		return err
	}
	return s.Store.InTx(ctx, actor, func(tx Tx) error {
		known, err := tx.OfficeSeals(ctx)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(known, func(o OfficeSeal) bool { return o.ID == id })
		if i < 0 {
			return fault.New(fault.NotFound, "没有这个印章图样")
		}
		if err := tx.EndOfficeSeal(ctx, id, actor.Name, s.Clock().UTC()); err != nil {
			return err
		}
		return s.logOffice(ctx, tx, actor, DidEndSeal, known[i].Office, "")
	})
}

// SealPicture opens the picture of a seal, for the head to look at; the caller closes it.
func (s *Service) SealPicture(ctx context.Context, actor Actor, id uuid.UUID) (io.ReadCloser, OfficeSeal, error) {
	seals, err := s.OfficeSeals(ctx, actor)
	if err != nil {
		return nil, OfficeSeal{}, err
	}
	i := slices.IndexFunc(seals, func(o OfficeSeal) bool { return o.ID == id })
	if i < 0 {
		return nil, OfficeSeal{}, fault.New(fault.NotFound, "没有这个印章图样")
	}
	r, err := s.Vault.Open(ctx, seals[i].Object)
	return r, seals[i], err
}

// checkSeal refuses what is not the picture of a seal.
func checkSeal(office string, mm int, raw []byte) error {
	f := fault.New(fault.Invalid, "印章图样没有启用")
	if office == "" {
		f.At("office", 0, "请填写单位全称，与文书落款一致")
	}
	if mm < sealLeastMM || mm > sealMostMM {
		f.At("mm", 0, "印章直径应在 %d 至 %d 毫米之间", sealLeastMM, sealMostMM)
	}
	if why := sealPictureFault(raw); why != "" {
		f.At("picture", 0, "%s", why)
	}
	if len(f.Fields) == 0 {
		return nil
	}
	return f
}

// sealPictureFault says why bytes are not the picture of a seal in print quality: red on nothing or on white, about as high as wide.
func sealPictureFault(raw []byte) string {
	if len(raw) > maxSealBytes {
		return "图片超过 4 MB，请缩小"
	}
	c, err := png.DecodeConfig(bytes.NewReader(raw))
	switch {
	case err != nil:
		return "应为 PNG 图片，底色透明或者白色（SVG 等格式请先导出为 PNG）"
	case c.Width < 400 || c.Height < 400:
		return fmt.Sprintf("图片为 %d×%d 像素，印出来不清楚，边长至少 400 像素", c.Width, c.Height)
	case c.Width > 4000 || c.Height > 4000:
		return fmt.Sprintf("图片为 %d×%d 像素，边长不要超过 4000 像素", c.Width, c.Height)
	case 2*c.Width < c.Height || 2*c.Height < c.Width:
		return "图片过于狭长，请裁到印章的边缘"
	}
	m, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		return "图片已损坏，读不出来"
	}
	red, other, all := inkOf(m)
	switch {
	case 50*red < all:
		return "图片里几乎没有红色，不是印章图样"
	case 10*other > all:
		return "图片的底色应为透明或者白色，现有其他颜色"
	}
	return ""
}

// inkOf counts the red points of a picture and those that are neither red nor white nor transparent, out of how many.
func inkOf(m image.Image) (red, other, all int) {
	b := m.Bounds()
	step := max(1, b.Dx()/400)
	for y := b.Min.Y; y < b.Max.Y; y += step {
		for x := b.Min.X; x < b.Max.X; x += step {
			all++
			r, g, bl, a := m.At(x, y).RGBA()
			if a < 0x4000 {
				continue
			}
			r, g, bl = r*0xffff/a, g*0xffff/a, bl*0xffff/a
			switch {
			case r > 0xd000 && g > 0xd000 && bl > 0xd000:
			case r > 0x7000 && r > g+0x2000 && r > bl+0x2000:
				red++
			default:
				other++
			}
		}
	}
	return red, other, all
}

// sealAt is the seal that letters of an office bore at an instant, or nil.
func sealAt(seals []OfficeSeal, office string, at time.Time) *OfficeSeal {
	for i := len(seals) - 1; i >= 0; i-- {
		if x := &seals[i]; x.Office == office && !x.At.After(at) && (x.EndedAt.IsZero() || x.EndedAt.After(at)) {
			return x
		}
	}
	return nil
}

// sealsFor are the seals that a numbered letter of the case bears, and their digests: those in use when its number was taken, so that a retry
// prints the same bytes.
func (s *Service) sealsFor(ctx context.Context, d *Dossier, l Letter) (out map[string]SealImage, digests []string, err error) {
	at := l.ReservedAt
	if at.IsZero() {
		at = s.Clock()
	}
	for _, office := range append([]string{d.officeOf(d.issuerOf(l.Kind, l.Inputs))}, JointBodies(l.Kind, l.Inputs)...) {
		x := sealAt(d.Seals, office, at)
		if x == nil {
			continue
		}
		picture, err := s.pictures.read(x.Object.SHA256, func() ([]byte, error) {
			r, err := s.Vault.Open(ctx, x.Object)
			if err != nil {
				return nil, err
			}
			defer r.Close() // only read from
			return io.ReadAll(r)
		})
		if err != nil {
			return nil, nil, fmt.Errorf("read seal: %w", err)
		}
		if out == nil {
			out = map[string]SealImage{}
		}
		out[office], digests = SealImage{picture, x.MM}, append(digests, x.Object.SHA256)
	}
	return out, digests, nil
}

// pictures keeps the few seals of the offices by their digests, so that a campaign fetches each once.
type pictures struct {
	mu   sync.Mutex
	kept map[string][]byte
}

func (p *pictures) read(sha string, fetch func() ([]byte, error)) ([]byte, error) {
	p.mu.Lock()
	raw, ok := p.kept[sha]
	p.mu.Unlock()
	if ok {
		return raw, nil
	}
	raw, err := fetch()
	if err != nil {
		return nil, err
	}
	const few = 16
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.kept == nil || len(p.kept) >= few {
		p.kept = map[string][]byte{}
	}
	p.kept[sha] = raw
	return raw, nil
}
