package ledger

import (
	"bufio"
	"bytes"
	"html"
	"io"
	"strings"
)

// xmlScanner walks through the XML of a sheet, tag by tag, without building anything. It understands what sheets are made of:
// elements with or without a prefix, attributes, entities, CDATA and comments.
type xmlScanner struct {
	from    *bufio.Reader
	long    []byte // a piece that is longer than the reader's buffer
	text    []byte // what stood before the tag
	tag     []byte // the tag between < and >
	name    []byte // the element's, without a prefix
	ends    bool   // it is a closing tag
	keeping bool   // whether text is wanted
}

func newXMLScanner(from io.Reader) *xmlScanner {
	return &xmlScanner{from: bufio.NewReaderSize(from, 1<<16)}
}

// next moves to the next tag; io.EOF ends the document.
func (s *xmlScanner) next() error {
	s.text = s.text[:0]
	for {
		piece, err := s.until('<')
		if err != nil {
			return err
		}
		if s.keeping {
			s.text = append(s.text, piece...)
		}
		if s.tag, err = s.until('>'); err != nil {
			return unexpected(err)
		}
		switch {
		case bytes.HasPrefix(s.tag, []byte("![CDATA[")):
			err = s.cdata()
		case bytes.HasPrefix(s.tag, []byte("!--")):
			err = s.skipTo("--")
		case len(s.tag) == 0 || s.tag[0] == '?' || s.tag[0] == '!':
		default:
			s.readName()
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func unexpected(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// until gives what stands before a byte, and moves behind it. It is valid until the next call.
func (s *xmlScanner) until(end byte) ([]byte, error) {
	piece, err := s.from.ReadSlice(end)
	if err == nil {
		return piece[:len(piece)-1], nil
	}
	s.long = append(s.long[:0], piece...)
	for err == bufio.ErrBufferFull {
		if len(s.long) > 1<<22 {
			return nil, io.ErrShortBuffer
		}
		piece, err = s.from.ReadSlice(end)
		s.long = append(s.long, piece...)
	}
	if err != nil {
		return nil, err
	}
	return s.long[:len(s.long)-1], nil
}

// cdata adds the text of a section whose beginning is in tag.
func (s *xmlScanner) cdata() error {
	piece := append([]byte{}, s.tag[len("![CDATA["):]...)
	for !bytes.HasSuffix(piece, []byte("]]")) {
		more, err := s.until('>')
		if err != nil {
			return unexpected(err)
		}
		piece = append(append(piece, '>'), more...)
	}
	if s.keeping {
		s.text = append(s.text, html.EscapeString(string(piece[:len(piece)-2]))...)
	}
	return nil
}

func (s *xmlScanner) skipTo(ending string) error {
	for !bytes.HasSuffix(s.tag, []byte(ending)) {
		var err error
		if s.tag, err = s.until('>'); err != nil {
			return unexpected(err)
		}
	}
	return nil
}

// readName takes the element's name from the tag, without its prefix.
func (s *xmlScanner) readName() {
	tag := s.tag
	s.ends = tag[0] == '/'
	if s.ends {
		tag = tag[1:]
	}
	for i, b := range tag {
		switch {
		case b == ':':
			s.name = tag[i+1:]
			for j, b := range s.name {
				if isXMLSpace(b) || b == '/' {
					s.name = s.name[:j]
					break
				}
			}
			return
		case isXMLSpace(b) || b == '/':
			s.name = tag[:i]
			return
		}
	}
	s.name = tag
}

// is tells whether the tag opens an element of a name, or closes it for "/name".
func (s *xmlScanner) is(name string) bool {
	if name[0] == '/' {
		return s.ends && string(s.name) == name[1:]
	}
	return !s.ends && string(s.name) == name
}

// closed tells whether the element ends with its tag.
func (s *xmlScanner) closed() bool { return len(s.tag) > 0 && s.tag[len(s.tag)-1] == '/' }

// attribute gives an attribute of the tag, as it is written.
func (s *xmlScanner) attribute(name string) []byte {
	rest := s.tag
	for {
		at := bytes.Index(rest, []byte(name))
		if at < 0 {
			return nil
		}
		after := rest[at+len(name):]
		if at > 0 && isXMLSpace(rest[at-1]) && len(after) > 2 && after[0] == '=' && (after[1] == '"' || after[1] == '\'') {
			if end := bytes.IndexByte(after[2:], after[1]); end >= 0 {
				return after[2 : 2+end]
			}
		}
		rest = after
	}
}

func isXMLSpace(b byte) bool { return b == ' ' || b == '\n' || b == '\t' || b == '\r' }

// plain gives the text before the tag with its entities resolved.
func (s *xmlScanner) plain() string {
	if bytes.IndexByte(s.text, '&') < 0 && bytes.IndexByte(s.text, '_') < 0 {
		return string(s.text)
	}
	text := html.UnescapeString(string(s.text))
	return strings.NewReplacer("_x000D_", "\r", "_x000A_", "\n", "_x0009_", "\t").Replace(text)
}
