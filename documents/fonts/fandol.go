//go:build !nofandol

package fonts

import _ "embed"

//go:embed fangsong.ttf.zst
var fangSongFile []byte

var loadFangSong = once("fangsong.ttf", fangSongFile)

// fandol is the 仿宋 of the Fandol family (GPL-3.0 with font exception).
func fandol() []Source { return []Source{{1, loadFangSong}} }
