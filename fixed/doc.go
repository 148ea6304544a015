// Package fixed holds the two exact numbers that Qixing computes with.
//
// A Value is what a measure yields: a count, a sum of money in 元, a share, an average. It is an int64 in
// millionths, so that the same facts give the same digits on every machine and database. Points are what a
// scheme awards: an int64 in hundredths. Both round half away from zero, and only where a doc comment says so.
//
// Neither is a general decimal library: a Value reaches ±9.2 billion 万元, which no county passes.
package fixed
