// Package packs carries the policy packs that the binary ships: data, no code. Each folder is one pack, in the language of
// package pack; its data folder holds units and demonstration data. Below examples stand packs to learn from; starter is what
// qixing init copies.
//
// It is not for reading them: pack.Load does that, on fs.Sub(packs.Files, "<pack>"). To start, read the pack.yaml of any.
package packs

import "embed"

// Files holds every pack below the name of its folder.
//
//go:embed */*
var Files embed.FS
