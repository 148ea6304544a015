// What is typed before a decision is entered.
import type { Vote } from "../../api/contract";

/** `grades` are those other than the computed ones; "" is none. */
export interface DecisionForm {
  grades: { [entry: number]: string }; minutes_no: string; date: string; expected: string; present: string;
  selected: number[]; votes: { [entry: number]: Vote }; reasons: { [entry: number]: string }; vacant_reason: string;
}

export const emptyForm: DecisionForm = { grades: {}, minutes_no: "", date: "", expected: "", present: "", selected: [], votes: {}, reasons: {}, vacant_reason: "" };
