// Brings a round to where a journey begins, the way its people would, without looking at pages.
import { expect, type APIRequestContext } from "@playwright/test";
import type { County } from "./journey";

interface Round { stage: string }
interface SheetEntry { id: number; rank: number | null; subject: { title: string } }
export interface Sheet { quota: number; entries: SheetEntry[] }

export async function post(request: APIRequestContext, path: string, data: unknown = {}): Promise<unknown> {
  const answer = await request.post(path, { data });
  expect(answer.ok(), `POST ${path}: ${await answer.text()}`).toBe(true);
  return answer.json();
}

/** The office closes stages, with a reason, until the round stands at this one. */
export async function closeUntil(office: APIRequestContext, round: number, stage: string): Promise<void> {
  for (let i = 0; i < 6; i++) {
    const now = (await (await office.get(`/api/rounds/${round}`)).json()) as Round;
    if (now.stage === stage) return;
    await post(office, `/api/rounds/${round}/close`, { stage: now.stage, reason: "演示：不再等待" });
  }
  throw new Error(`the round never came to ${stage}`);
}

/** The committee takes the first of the order, as many as there are places. */
export async function decide(county: County, round: number): Promise<Sheet> {
  const body = await county.enter("changwei");
  const sheet = (await (await body.request.get(`/api/rounds/${round}/sheet`)).json()) as Sheet;
  const selected = sheet.entries.slice(0, sheet.quota).map((e) => e.id);
  await post(body.request, `/api/rounds/${round}/decision`, {
    minutes_no: "常委会纪要〔2022〕20号", date: "2022-11-28", expected: 11, present: 10, selected, reasons: [],
    votes: selected.map((entry) => ({ entry, agree: 10, against: 0, abstain: 0 })), vacant_reason: selected.length < sheet.quota ? "其余空缺" : undefined,
  });
  await body.context().close();
  return sheet;
}
