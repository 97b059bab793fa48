package directory

import (
	"strings"
	"sync"
)

// content is the organisations of directories that differ only in their day, with the ways to find one. It does not change.
type content struct {
	orgs []Organisation // the newest reading of each, in the order of List
	once sync.Once
	ways index
}

// index finds organisations by their place in the list.
type index struct {
	byName map[string][]int // name and full name
	byKind map[Kind][]int
	places []placeOfGovernment
}

type placeOfGovernment struct {
	Place
	government int
}

// indexed is the ways to find an organisation, made when first asked for: most loads of a case address no letter.
func (c *content) indexed() *index {
	c.once.Do(func() {
		c.ways = index{byName: map[string][]int{}, byKind: map[Kind][]int{}}
		for i := range c.orgs {
			o := &c.orgs[i]
			c.ways.byKind[o.Kind] = append(c.ways.byKind[o.Kind], i)
			c.ways.byName[o.Name] = append(c.ways.byName[o.Name], i)
			if o.FullName != "" {
				c.ways.byName[o.FullName] = append(c.ways.byName[o.FullName], i)
			}
			if name, ok := strings.CutSuffix(o.Name, "人民政府"); ok && o.Kind == Government {
				c.ways.places = append(c.ways.places, placeOfGovernment{Place{o.Division, name}, i})
			}
		}
	})
	return &c.ways
}
