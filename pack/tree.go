package pack

import (
	"errors"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"qixing/fault"
)

// The bounds of one file. They are far above what a policy needs, and keep a hostile one from exhausting the machine.
const (
	maxFileBytes = 1 << 20
	maxDepth     = 30
	maxNodes     = 200_000
	maxLine      = 20_000 // characters
)

type nodeKind uint8

const (
	scalarNode nodeKind = iota
	nullNode
	mappingNode
	sequenceNode
)

// node is a value of a YAML file with aliases resolved.
type node struct {
	kind  nodeKind
	text  string // of a scalar, as written
	style textStyle
	place Place
	pairs []pair
	items []*node
}

// textStyle says how a scalar was written, which shifts the places inside it.
type textStyle uint8

const (
	plain textStyle = iota
	quoted
	block
)

type pair struct{ name, value *node }

// parsing is what the YAML parser makes of one file; it is there when the channel gives it.
type parsing struct {
	file *ast.File
	err  error
}

var errParserFailed = errors.New("the YAML parser failed")

// parseFiles begins to parse every file that is readable, all at the same time.
func (f *findings) parseFiles(files map[string][]byte) map[string]<-chan parsing {
	parsed := map[string]<-chan parsing{}
	for _, name := range sortedNames(files) {
		if source, ok := f.sourceText(name, files[name]); ok {
			done := make(chan parsing, 1)
			go func() { done <- parseYAML(source) }()
			parsed[name] = done
		}
	}
	return parsed
}

// parseYAML calls the YAML parser, which must not be able to stop us.
func parseYAML(source string) (parsed parsing) {
	defer func() {
		if recover() != nil {
			parsed = parsing{err: errParserFailed}
		}
	}()
	file, err := parser.ParseBytes([]byte(source), 0, parser.AllowDuplicateMapKey())
	return parsing{file, err}
}

// treeOf gives a parsed file as a node, nil for one that can't be read. It reports what is wrong.
func (f *findings) treeOf(file string, done <-chan parsing) *node {
	if done == nil {
		return nil
	}
	parsed := <-done
	if parsed.err != nil {
		f.syntaxError(file, parsed.err)
		return nil
	}
	t := &treeBuilder{findings: f, file: file, anchors: map[string]ast.Node{}}
	docs := slices.DeleteFunc(parsed.file.Docs, func(d *ast.DocumentNode) bool { return d == nil || d.Body == nil })
	if len(docs) == 0 {
		f.fail(Place{File: file}, "pack.file_empty", nil)
		return nil
	}
	if len(docs) > 1 {
		f.fail(t.placeOf(docs[1].Body), "pack.several_documents", nil)
	}
	return t.build(docs[0].Body, 1)
}

func (f *findings) syntaxError(file string, err error) {
	place, detail := Place{File: file, Line: 1, Column: 1}, err.Error()
	var at yaml.Error
	if errors.As(err, &at) {
		detail = at.GetMessage()
		if tk := at.GetToken(); tk != nil && tk.Position != nil {
			place = f.clamp(Place{file, tk.Position.Line, tk.Position.Column})
		}
	}
	f.fail(place, "pack.yaml_syntax", fault.Args{"detail": syntaxText(detail)})
}

// syntaxWords put what the YAML parser says, by a part of it, into words for people who don't program.
var syntaxWords = []struct {
	part string
	text text
}{
	{"must be specified", text{"前面缺少逗号或右括号", "a comma or a closing bracket is missing before this"}},
	{errParserFailed.Error(), text{"无法解析", "it can't be parsed"}},
	{"could not find end character", text{"引号没有成对", "a quotation mark is not closed"}},
	{"found invalid token", text{"这里有多余的符号", "a character is out of place"}},
	{"not terminated", text{"括号没有成对", "a bracket is not closed"}},
	{"cannot start any token", text{"不能以这个符号开头，请加引号", "a value can't begin with this character; quote it"}},
	{"mapping value is not allowed", text{"同一行有两个冒号，或缩进没有对齐", "two colons in a line, or the indentation is off"}},
	{"non-map value is specified", text{"缺少冒号，或冒号后缺少空格", "a colon, or the space after it, is missing"}},
	{"unexpected key name", text{"缺少冒号，或缩进没有对齐", "a colon is missing, or the indentation is off"}},
	{"value is not allowed", text{"缩进没有对齐", "the indentation is off"}},
}

func syntaxText(detail string) text {
	for _, one := range syntaxWords {
		if strings.Contains(detail, one.part) {
			return one.text
		}
	}
	return text{detail, detail}
}

// clamp keeps a place inside its file, wherever the parser says that it is.
func (f *findings) clamp(place Place) Place {
	place.Line = max(1, min(place.Line, len(f.lines[place.File])))
	place.Column = max(1, min(place.Column, len([]rune(f.line(place)))+1))
	return place
}

type treeBuilder struct {
	*findings
	file    string
	anchors map[string]ast.Node
	open    []string // aliases being resolved
	nodes   int
	stopped bool
}

func (t *treeBuilder) placeOf(n ast.Node) Place {
	tk := firstToken(n)
	if tk == nil || tk.Position == nil {
		return t.clamp(Place{File: t.file})
	}
	return t.clamp(Place{t.file, tk.Position.Line, tk.Position.Column})
}

// firstToken is where a value begins; that of a block mapping is its first key, not its first colon.
func firstToken(n ast.Node) *token.Token {
	switch n := n.(type) {
	case *ast.MappingNode:
		if !n.IsFlowStyle && len(n.Values) > 0 {
			return firstToken(n.Values[0])
		}
	case *ast.MappingValueNode:
		return n.Key.GetToken()
	case *ast.LiteralNode:
		return n.Start
	}
	return n.GetToken()
}

// build turns a parsed value into a node, or gives nil when the file breaks a bound.
func (t *treeBuilder) build(n ast.Node, depth int) *node {
	t.nodes++
	if n == nil || t.stopped {
		return &node{kind: nullNode, place: t.clamp(Place{File: t.file})}
	}
	if depth > maxDepth || t.nodes > maxNodes {
		t.stopped = true
		t.fail(t.placeOf(n), "pack.too_complex", fault.Args{"depth": maxDepth})
		return &node{kind: nullNode, place: t.placeOf(n)}
	}
	switch n := n.(type) {
	case *ast.MappingNode:
		return t.mapping(n, n.Values, depth)
	case *ast.MappingValueNode:
		return t.mapping(n, []*ast.MappingValueNode{n}, depth)
	case *ast.SequenceNode:
		return t.sequence(n, depth)
	case *ast.AnchorNode:
		t.anchors[n.Name.GetToken().Value] = n.Value
		return t.build(n.Value, depth)
	case *ast.AliasNode:
		return t.alias(n, depth)
	case *ast.TagNode:
		t.fail(t.placeOf(n), "pack.tag_not_allowed", nil)
		return t.build(n.Value, depth+1)
	}
	return t.scalar(n)
}

func (t *treeBuilder) scalar(n ast.Node) *node {
	leaf := &node{place: t.placeOf(n)}
	switch n := n.(type) {
	case *ast.NullNode:
		leaf.kind = nullNode
	case *ast.LiteralNode:
		leaf.text, leaf.style = strings.TrimRight(n.Value.Value, "\n"), block
	case *ast.StringNode:
		leaf.text = n.Value
		if k := n.Token.Type; k == token.DoubleQuoteType || k == token.SingleQuoteType {
			leaf.style = quoted
		}
	default:
		leaf.text = n.GetToken().Value
	}
	return leaf
}

func (t *treeBuilder) sequence(n *ast.SequenceNode, depth int) *node {
	list := &node{kind: sequenceNode, place: t.placeOf(n)}
	for _, value := range n.Values {
		list.items = append(list.items, t.build(value, depth+1))
	}
	return list
}

func (t *treeBuilder) mapping(n ast.Node, values []*ast.MappingValueNode, depth int) *node {
	m := &node{kind: mappingNode, place: t.placeOf(n)}
	for _, value := range values {
		if t.stopped {
			break
		}
		if value.Key.IsMergeKey() {
			t.merge(m, t.build(value.Value, depth+1))
			continue
		}
		t.addPair(m, t.keyNode(value.Key), t.build(value.Value, depth+1))
	}
	return m
}

func (t *treeBuilder) keyNode(key ast.MapKeyNode) *node {
	if inner, ok := key.(*ast.MappingKeyNode); ok && inner.Value != nil {
		return t.scalar(inner.Value)
	}
	return t.scalar(key)
}

// addPair refuses a key that stands twice; a merged key gives way to one that is written out.
func (t *treeBuilder) addPair(m, name, value *node) {
	for i, other := range m.pairs {
		if other.name.text != name.text {
			continue
		}
		if other.name.place.Line == 0 {
			m.pairs[i] = pair{name, value}
			return
		}
		t.fail(name.place, "pack.duplicate_key", fault.Args{"key": name.text, "line": other.name.place.Line})
		return
	}
	m.pairs = append(m.pairs, pair{name, value})
}

func (t *treeBuilder) merge(m, from *node) {
	if from.kind != mappingNode {
		t.fail(from.place, "pack.not_a_mapping", fault.Args{"key": "<<"})
		return
	}
	for _, p := range from.pairs {
		if !slices.ContainsFunc(m.pairs, func(own pair) bool { return own.name.text == p.name.text }) {
			inherited := *p.name
			inherited.place.Line = 0
			m.pairs = append(m.pairs, pair{&inherited, p.value})
		}
	}
}

func (t *treeBuilder) alias(n *ast.AliasNode, depth int) *node {
	name := n.Value.GetToken().Value
	target, ok := t.anchors[name]
	if !ok || slices.Contains(t.open, name) {
		t.fail(t.placeOf(n), "pack.unknown_alias", fault.Args{"name": name})
		return &node{kind: nullNode, place: t.placeOf(n)}
	}
	t.open = append(t.open, name)
	resolved := t.build(target, depth+1)
	t.open = t.open[:len(t.open)-1]
	return resolved
}
