// Package pack is the policy language: it reads a folder of YAML, reports every error at once with its place and
// remedy, compares two versions in words, and describes a policy as a readable document.
//
// The types in pack.go, register.go, measure.go, scheme.go and procedure.go are the language: one struct a concept, one field
// a key. The `yaml` tag is the key, the `doc` tag its meaning; the reader, the JSON Schema and the reference in docs/
// are made from them, so they can't disagree.
//
// It is not for running anything: it opens no database and knows no clock. To start, read pack.go, then Load.
package pack
