package notice

import (
	"encoding/base32"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// identityNumber is anything that looks like a resident identity number (GB 11643); none belongs on a public page.
var identityNumber = regexp.MustCompile(`\d{17}[\dXx]`)

// token gives 80 random bits that a person can read aloud.
func (d *Desk) token() (string, error) {
	var raw [10]byte
	if _, err := io.ReadFull(d.Random, raw[:]); err != nil {
		return "", fmt.Errorf("random token: %w", err)
	}
	return strings.ToLower(base32.StdEncoding.EncodeToString(raw[:])), nil
}
