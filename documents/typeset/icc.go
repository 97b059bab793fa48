package typeset

import (
	"encoding/binary"
	"math"
	"sync"
)

// sRGB is a small ICC v2 matrix profile of sRGB (IEC 61966-2-1), for the output intent of PDF/A.
var sRGB = sync.OnceValue(func() []byte {
	be := binary.BigEndian
	fixed := func(v float64) uint32 { return uint32(int32(math.Round(v * 65536))) } // s15Fixed16Number
	xyz := func(x, y, z float64) []byte {
		b := []byte("XYZ \x00\x00\x00\x00")
		b = be.AppendUint32(b, fixed(x))
		b = be.AppendUint32(b, fixed(y))
		return be.AppendUint32(b, fixed(z))
	}
	description := "sRGB IEC61966-2.1"
	desc := be.AppendUint32([]byte("desc\x00\x00\x00\x00"), uint32(len(description)+1))
	desc = append(append(desc, description...), make([]byte, 1+4+4+2+1+67)...) // terminator, empty Unicode and Macintosh names
	curve := be.AppendUint32([]byte("curv\x00\x00\x00\x00"), 256)
	for i := range 256 {
		v := float64(i) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		curve = be.AppendUint16(curve, uint16(math.Round(v*65535)))
	}
	tags := []struct {
		sig  string
		data []byte // nil: the data of the tag before
	}{
		{"desc", desc}, {"cprt", []byte("text\x00\x00\x00\x00No copyright, use freely\x00")},
		{"wtpt", xyz(0.9642, 1, 0.8249)}, // D50
		// sRGB primaries adapted to D50 by Bradford
		{"rXYZ", xyz(0.43607, 0.22249, 0.01392)}, {"gXYZ", xyz(0.38515, 0.71687, 0.09708)}, {"bXYZ", xyz(0.14307, 0.06061, 0.71410)},
		{"rTRC", curve}, {"gTRC", nil}, {"bTRC", nil},
	}
	header := make([]byte, 128)
	be.PutUint32(header[8:], 0x02100000) // version 2.1
	copy(header[12:], "mntrRGB XYZ ")
	for i, v := range []uint16{2026, 1, 1, 0, 0, 0} {
		be.PutUint16(header[24+2*i:], v)
	}
	copy(header[36:], "acsp")
	copy(header[68:], xyz(0.9642, 1, 0.8249)[8:]) // illuminant D50
	table := be.AppendUint32(nil, uint32(len(tags)))
	var body []byte
	offset, length := 0, 0
	for _, t := range tags {
		if t.data != nil {
			offset, length = 128+4+12*len(tags)+len(body), len(t.data)
			body = append(body, t.data...)
			body = append(body, make([]byte, (4-len(body)%4)%4)...)
		}
		table = append(table, t.sig...)
		table = be.AppendUint32(table, uint32(offset))
		table = be.AppendUint32(table, uint32(length))
	}
	profile := append(append(header, table...), body...)
	be.PutUint32(profile, uint32(len(profile)))
	return profile
})
