import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { desk, phone, test } from "../support/journey";
import { findLandmarks, listPlaces, settle } from "../support/places";

const out = process.env.SHOTS_OUT ?? "shots/out";
const only = process.env.SHOTS_ONLY ?? "";

for (const [name, viewport] of Object.entries({ phone, desk })) {
  test(`pictures at ${viewport.width} px`, async ({ county }) => {
    mkdirSync(join(out, name), { recursive: true });
    const office = await county.enter("zuzhibu");
    const places = listPlaces(await findLandmarks(office.request)).filter((p) => `${p.who || "public"}-${p.name}`.includes(only));
    for (const who of new Set(places.map((p) => p.who))) {
      const page = who ? await county.enter(who, "/password", { viewport }) : await county.visit({ viewport });
      for (const place of places.filter((p) => p.who === who)) {
        await page.goto(place.path, { waitUntil: "networkidle" });
        await settle(page).catch(() => console.log(`still loading: ${place.who} ${place.path}`));
        await page.waitForTimeout(250);
        await page.screenshot({ path: join(out, name, `${who || "public"}-${place.name}.png`), fullPage: true });
      }
      await page.context().close();
    }
  });
}
