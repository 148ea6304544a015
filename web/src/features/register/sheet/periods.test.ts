import { expect, it } from "vitest";
import { periodOn, shifted } from "./periods";

it("finds the period of a day", () => {
  expect(["half_year", "quarter", "month", "year"].map((kind) => periodOn(kind, "2022-11-28"))).toEqual(["2022H2", "2022Q4", "2022-11", "2022"]);
});
it("goes on over the year's end", () => {
  expect([shifted("2022H2", 1), shifted("2023H1", -1), shifted("2022Q1", -1), shifted("2022-12", 1), shifted("2022", -1), shifted("x", 1)]).toEqual(["2023H1", "2022H2", "2021Q4", "2023-01", "2021", "x"]);
});
