package demo

import (
	"encoding/binary"
	"hash/fnv"
	"io"
	"math/rand/v2"
)

// dice are the only source of chance. Each village and person has their own, so that a change in one leaves the others as
// they were.
type dice struct{ *rand.Rand }

func newDice(seed uint64, of string) dice {
	h := fnv.New64a()
	_, _ = h.Write([]byte(of))
	return dice{rand.New(rand.NewPCG(seed, h.Sum64()))}
}

// between gives a whole number from low to high, both included.
func (d dice) between(low, high int64) int64 { return low + d.Int64N(high-low+1) }

// chance is true so many times in a thousand.
func (d dice) chance(permille int64) bool { return d.Int64N(1000) < permille }

// of gives how many of n tries succeed.
func (d dice) of(n int, permille int64) (hits int64) {
	for range n {
		if d.chance(permille) {
			hits++
		}
	}
	return hits
}

func pick[T any](d dice, from []T) T { return from[d.IntN(len(from))] }

// parts splits a sum into n uneven parts that add up to it exactly.
func (d dice) parts(sum int64, n int) []int64 {
	shares, total := make([]int64, n), int64(0)
	for i := range shares {
		shares[i] = d.between(60, 140)
		total += shares[i]
	}
	left := sum
	for i := range shares[:n-1] {
		shares[i] = sum * shares[i] / total
		left -= shares[i]
	}
	shares[n-1] = left
	return shares
}

// tokens gives the bytes of public addresses and receipts: the same for the same seed, as everything here.
func tokens(seed uint64) io.Reader {
	var key [32]byte
	binary.LittleEndian.PutUint64(key[:], seed)
	return rand.NewChaCha8(key)
}
