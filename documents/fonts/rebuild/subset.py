"""Cut a TrueType font down to the characters of the embedded font that it is to replace, and rename it.

    python3 subset.py SOURCE.ttf OLD.ttf OUT.ttf FAMILY

OLD is the embedded file, unpacked: its character map is the list of characters. Renaming keeps the reserved names of the
licences out of the result. Needs fontTools.
"""
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

source, old, out, family = sys.argv[1:5]

options = subset.Options()
options.layout_features = []
options.drop_tables += ["vmtx", "vhea", "VORG", "BASE", "GSUB", "GPOS", "GDEF", "DSIG", "STAT"]
options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
options.hinting = False
options.notdef_outline = True
options.glyph_names = False
options.recalc_bounds = False

font = subset.load_font(source, options)
cutter = subset.Subsetter(options)
cutter.populate(unicodes=TTFont(old).getBestCmap().keys())
cutter.subset(font)
for record in list(font["name"].names):
    if record.nameID in (1, 3, 4):
        record.string = family
    if record.nameID == 6:
        record.string = family.replace(" ", "")
subset.save_font(font, out, options)
