import type { Subject } from "../api/contract";

/** Where a subject belongs: its town, and for a person also the village. */
export const placeOf = (subject: Subject): string => [subject.town_title, subject.unit_title].filter((title, i, all) => title && all.indexOf(title) === i).join(" ");
