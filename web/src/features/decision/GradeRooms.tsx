import type { Sheet } from "../../api/contract";
import { marks, t } from "../../app/language";
import type { DecisionForm } from "./draft";
import { roomsIn } from "./grades";

/** How many of each grade there are and may be. With many pools, only those that are over. */
export function GradeRooms({ sheet, form }: { sheet: Sheet; form: DecisionForm }) {
  const rooms = roomsIn(form, sheet, sheet.entries);
  const shown = rooms.length <= 3 ? rooms : rooms.filter((room) => room.holds > room.places);
  if (rooms.length === 0) return null;
  const title = (id: string) => sheet.grades.find((g) => g.id === id)?.title ?? id;
  return (
    <>
      {shown.map((room, i) => (
        <p key={i} className={room.holds > room.places ? "quota over" : "quota"}>
          {t("decision.room", { grade: title(room.grade), n: room.holds, places: room.places })}
          {room.holds > room.places && <span className="small">{marks().colon}{room.titles.join(marks().comma)}</span>}
        </p>
      ))}
      {shown.length === 0 && <p className="soft small">{t("decision.rooms_kept")}</p>}
    </>
  );
}
