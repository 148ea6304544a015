// Package web carries the built React application inside the binary.
//
// It is not for serving: package server decides paths, caching and headers. The sources are in src; `npm ci && npm run build`
// fills dist. A clean clone holds an empty dist, so that Go builds without Node; Built tells which of the two this is.
package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Files is the built application: index.html, and assets/ whose names carry their content's hash.
func Files() fs.FS {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // the folder is named by the directive above
	}
	return files
}

// Built tells whether the application was built before the binary was.
func Built() bool {
	_, err := fs.Stat(dist, "dist/index.html")
	return err == nil
}
