package typeset

// row is a piece of a section that is never split: a line of text, a table row, a rule.
type row struct {
	height   float64
	above    float64 // space before it; nothing at the top of a page
	least    float64 // above may shrink to this to save the group from moving to the next page
	keep     bool    // on the same page as the next row
	note     bool    // of 附件说明, which is no body text
	formula  bool    // 此致, or the court under it: no text that a signature may stand under
	breaks   bool    // starts a new page
	foot     bool    // stands at the foot of the page
	ops      []op    // y from the top of the row
	links    []area
	anchor   string
	bookmark string
	level    int        // of the bookmark, 1 under the section
	table    *tableFlow // of a row of a table
	index    int        // of the table's row, from 0
	opens    bool       // nothing of the table but its head is before it
	last     bool       // nothing of the table follows
}

// flow lays rows out on pages of one geometry.
type flow struct {
	book  *Book
	geo   geometry
	start func(p *Page, first bool) float64 // draws the page's furniture, returns the top of its text
	page  *Page
	y     float64
	fresh bool // nothing on the page yet
	first bool // no page yet
	outer *[]Bookmark

	used   float64 // height of what stands on the page, but for its foot
	before float64 // the same of the page before
}

// place puts rows on pages, adding pages as needed.
func (f *flow) place(rows []row) {
	f.first = true
	f.turn()
	for i := 0; i < len(rows); {
		n := 1
		for i+n < len(rows) && rows[i+n-1].keep && !rows[i+n].breaks {
			n++
		}
		group := rows[i : i+n]
		switch {
		case group[0].breaks:
			if !f.fresh {
				f.turn()
			}
			i++
			continue
		case f.fits(group, false):
			f.put(group, false)
		case f.fits(group, true):
			f.put(group, true)
		case !f.fresh:
			f.turnFor(&group[0])
			if f.fits(group, true) {
				f.put(group, !f.fits(group, false))
			} else { // a group taller than a page flows on
				f.flowOn(group)
			}
		default:
			f.flowOn(group)
		}
		i += n
	}
}

// flowOn places the rows of a group one by one.
func (f *flow) flowOn(group []row) {
	for k := range group {
		if !f.fresh && !f.fits(group[k:k+1], false) {
			f.turnFor(&group[k])
		}
		f.put(group[k:k+1], false)
	}
}

// turn starts a new page.
func (f *flow) turn() {
	f.page = f.book.AddPage(f.geo.width, f.geo.height)
	f.y = f.start(f.page, f.first)
	f.before, f.used = f.used, 0
	f.first, f.fresh = false, true
}

// turnFor starts a new page because r does not fit; inside a table the sums are carried and the head repeated.
func (f *flow) turnFor(r *row) {
	t := r.table
	if t == nil || r.opens {
		f.turn()
		return
	}
	f.rows(t.carryFoot(r.index))
	f.turn()
	f.rows(t.repeatHead(r.index))
}

// rows places rows that are known to fit.
func (f *flow) rows(rows []row) {
	for i := range rows {
		f.put(rows[i:i+1], true)
	}
}

// fits tells whether a group fits on what is left of the page; squeezed with the least space above its rows.
func (f *flow) fits(group []row, squeezed bool) bool {
	y := f.y
	for i := range group {
		y += f.aboveOf(&group[i], i == 0 && f.fresh, squeezed) + group[i].height
	}
	last := &group[len(group)-1]
	if last.table != nil && !last.last {
		y += last.table.reserve()
	}
	return y <= f.geo.bottom()+slop
}

func (f *flow) aboveOf(r *row, atTop, squeezed bool) float64 {
	switch {
	case atTop:
		return 0
	case squeezed && r.least < r.above:
		return r.least
	}
	return r.above
}

// put draws a group on the current page.
func (f *flow) put(group []row, squeezed bool) {
	for i := range group {
		r := &group[i]
		f.y += f.aboveOf(r, f.fresh, squeezed)
		if r.foot {
			f.y = max(f.y, f.geo.bottom()-r.height)
		}
		for _, o := range r.ops {
			o.y += f.y
			if o.kind == opLine {
				o.y2 += f.y
			}
			if o.under {
				f.page.under = append(f.page.under, o)
				continue
			}
			f.page.ops = append(f.page.ops, o)
		}
		for _, l := range r.links {
			l.y += f.y
			f.page.links = append(f.page.links, l)
		}
		f.mark(r)
		f.y += r.height
		if r.height > 0 {
			f.fresh = false
		}
		if !r.foot {
			f.used = f.y - f.geo.top
		}
	}
}

// mark notes the anchor and the bookmark of a row.
func (f *flow) mark(r *row) {
	at := len(f.book.pages) - 1
	if r.anchor != "" {
		f.book.Anchor(r.anchor, at)
	}
	if r.bookmark == "" {
		return
	}
	into := f.outer
	for depth := 1; depth < r.level && len(*into) > 0; depth++ {
		into = &(*into)[len(*into)-1].Kids
	}
	*into = append(*into, Bookmark{Title: r.bookmark, Page: at})
}
