// Package reminder tells what is due: a record that a unit owes for a period, or a date in a record that comes near.
//
// The pack's reminders say what and when (pack.Reminder); the registers say what is there (ledger.Coverage); the difference is what
// someone owes. Nothing is stored: what has been filled in is no longer due, without anyone ticking it off. Package server shows it
// under 我的待办, and package delivery brings titles and numbers of it to mail and chat groups.
//
// Not for the stages of rounds and the steps of matters, which know their own due dates.
//
// Start at Desk.List.
package reminder
