package liaison

import (
	"slices"
	"strings"

	"liaison/liaison/law"
)

// InputJoint is the input by which a letter is issued jointly (联合行文): the further bodies behind the leading one, one a line, in the order in
// which they sign. The leading body's head, number and register are the letter's (GB/T 9704 7.3.5.1, 10.1).
const InputJoint = "Joint"

// maxJoint is how many further bodies a letter may have: three rows of seals.
const maxJoint = 8

// JointBodies is the further bodies of a joint letter in the order in which they sign; nil: it is not joint.
func JointBodies(kind LetterKind, inputs map[string]string) []string {
	if t, _ := TypeOf(kind); !t.Joint {
		return nil
	}
	var out []string
	for _, l := range InputLinesOf(inputs[InputJoint]) {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// JointFault says why bodies cannot sign a letter of the issuer together; empty: they can.
func JointFault(issuer string, bodies []string) string {
	for i, b := range bodies {
		if b == issuer || slices.Contains(bodies[:i], b) {
			return "联合行文的机关“" + b + "”写了两次"
		}
	}
	if len(bodies) > maxJoint {
		return "联合行文的机关过多，请改为分别行文"
	}
	return ""
}

// officialPapers is the rules about official documents, whose text was not read.
const officialPapers = "党政机关公文处理工作条例"

// jointRules is what is asked of a joint letter besides what its kind is asked.
var jointRules = []preflightRule{
	{"joint-countersign", Warning, cited(officialPapers, "第二十二条（联合发文由所有联署机关的负责人会签）", law.MemoryH), "送各机关负责人会签，会签件存档后再制发", func(c *inspection) []hit {
		return when(true, "联合行文须经"+strings.Join(JointBodies(c.kind, c.underWay(c.kind).Inputs), "、")+"会签")
	}},
	{"joint-level", Warning, cited(officialPapers, "第十七条（同级机关可以联合行文）", law.MemoryH), "改由人力资源和社会保障局、经办机构各自行文", func(c *inspection) []hit {
		l, o := c.underWay(c.kind), c.Case.Office
		bodies := append(JointBodies(c.kind, l.Inputs), c.officeOf(c.issuerOf(c.kind, l.Inputs)))
		return when(o.Bureau != o.Agency && slices.Contains(bodies, o.Bureau) && slices.Contains(bodies, o.Agency), "经办机构隶属于人力资源和社会保障局，不是同级机关，一般不联合行文")
	}},
	{"joint-seals", Info, cited("党政机关公文格式（GB/T 9704-2012）", "7.3.5.1", law.Read), "制发后送各机关按署名位置加盖印章", func(*inspection) []hit {
		return when(true, "各机关的印章与署名一一对应，每排不超过三个")
	}},
}
