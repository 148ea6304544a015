import { expect, test } from "vitest";
import { faultOf } from "./ratings";

const scale = { key: "a.b", title: "班子评价", of: "6", anchors: [] };
const bounds = { above: "0.9", below: "0.4" };

test("a rating within the bounds needs no reason", () => expect(faultOf({ key: "a.b", points: "4.50" }, scale, bounds)).toBe("none"));
test("a high one does", () => expect(faultOf({ key: "a.b", points: "5.50" }, scale, bounds)).toBe("reason"));
test("a low one does", () => expect(faultOf({ key: "a.b", points: "0.00" }, scale, bounds)).toBe("reason"));
test("a reason settles it", () => expect(faultOf({ key: "a.b", points: "0.00", reason: "软弱涣散" }, scale, bounds)).toBe("none"));
test("none may pass full marks", () => expect(faultOf({ key: "a.b", points: "6.50" }, scale, bounds)).toBe("high"));
test("none given is missing", () => expect(faultOf(undefined, scale, bounds)).toBe("missing"));
