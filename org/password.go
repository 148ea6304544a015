package org

import (
	"fmt"
	"io"
	"math/big"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"crypto/rand"

	"github.com/alexedwards/argon2id"

	"qixing/fault"
)

// Rules are the county's rules of sign-in. The zero Rules are no rules at all: begin with DefaultRules.
type Rules struct {
	Length   int           // a password's least length
	Classes  int           // how many of capitals, small letters, digits and symbols it mixes
	Remember int           // how many earlier passwords can't be used again
	Age      time.Duration // after which it must be changed; 0 never
	Failures int           // wrong passwords in a row that lock the account
	LockFor  time.Duration
	Hash     argon2id.Params
}

// DefaultRules are those of an assessment at level 3 of GB/T 22239; the numbers are assessors' practice.
func DefaultRules() Rules {
	return Rules{Length: 10, Classes: 3, Remember: 5, Age: 90 * 24 * time.Hour, Failures: 5, LockFor: 20 * time.Minute,
		Hash: argon2id.Params{Memory: 64 * 1024, Iterations: 1, Parallelism: 2, SaltLength: 16, KeyLength: 32}}
}

// longestPassword keeps a request from hashing megabytes.
const longestPassword = 128

// check tells what is wrong with a new password.
func (r Rules) check(login, password string) error {
	switch {
	case utf8.RuneCountInString(password) < r.Length:
		return fault.Invalid("org.password_short", fault.Args{"least": r.Length}).At("password")
	case utf8.RuneCountInString(password) > longestPassword:
		return fault.Invalid("org.password_long", fault.Args{"most": longestPassword}).At("password")
	case classes(password) < r.Classes:
		return fault.Invalid("org.password_classes", fault.Args{"classes": r.Classes}).At("password")
	case strings.Contains(strings.ToLower(password), login):
		return fault.Invalid("org.password_login", nil).At("password")
	}
	return nil
}

func classes(password string) int {
	var upper, lower, digit, symbol int
	for _, r := range password {
		switch {
		case unicode.IsUpper(r):
			upper = 1
		case unicode.IsLower(r):
			lower = 1
		case unicode.IsDigit(r):
			digit = 1
		default:
			symbol = 1
		}
	}
	return upper + lower + digit + symbol
}

// firstPasswordAlphabets leave out what is mistaken for something else when it is read from paper.
var firstPasswordAlphabets = []string{"ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnpqrstuvwxyz", "23456789"}

// firstPasswordLength gives about 80 bits.
const firstPasswordLength = 14

// randomPassword is a password of which each class has a share, in groups that can be dictated: Kp7-....
func randomPassword(random io.Reader) (string, error) {
	var b strings.Builder
	for i := range firstPasswordLength {
		alphabet := firstPasswordAlphabets[i%len(firstPasswordAlphabets)]
		at, err := rand.Int(random, big.NewInt(int64(len(alphabet))))
		if err != nil {
			return "", fmt.Errorf("make a password: %w", err)
		}
		if i > 0 && i%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(alphabet[at.Int64()])
	}
	return b.String(), nil
}
