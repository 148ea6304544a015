package server

import (
	"fmt"
	"html/template"
	"image/color"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// qrCode draws an address as an SVG of one path, for a poster on a notice board. What can't be drawn is left out: the address stands beside it in words.
func qrCode(address string) template.HTML {
	code, err := qr.Encode(address, qr.M, qr.Auto)
	if err != nil {
		return ""
	}
	var path strings.Builder
	side := code.Bounds().Dx()
	for y := range side {
		for x := range side {
			if code.At(x, y) == color.Black {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x, y)
			}
		}
	}
	return template.HTML(fmt.Sprintf(`<svg viewBox="-2 -2 %d %d" role="img" aria-label="QR" shape-rendering="crispEdges"><path d="%s"/></svg>`, //nolint:gosec // numbers only
		side+4, side+4, path.String()))
}
