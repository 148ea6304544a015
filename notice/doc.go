// Package notice puts what a round decided before the public for its working days, takes objections, and lets nothing pass while one is
// unanswered.
//
// A notice is a draft until it goes up; it can't go up without an approval (评比达标表彰 and 创建示范活动 both need one). It stands until 18:00 of
// its last working day. An objection that is upheld takes its entry back to the body that decided it.
//
// It is not for the page itself (package server) or for what a confirmed result gives (package outcome). To start, read notice.go.
package notice
