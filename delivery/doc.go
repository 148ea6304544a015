// Package delivery brings reminders to people: by mail to who has left an address, and to chat groups by their robots (DingTalk, WeCom, Feishu) or a
// plain JSON POST.
//
// Prepare writes what is to be said into the outbox, once a day and recipient; Send takes it from there, tries again when it fails, and
// gives up after hours. A message holds titles and numbers only: no name, no record, no file.
//
// What somebody owes is not known here: whoever builds a Desk passes a Source. It is not for telling one's own tasks on the screen.
//
// Start at Desk.Prepare.
package delivery
