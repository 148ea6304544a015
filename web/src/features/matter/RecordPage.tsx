import { getRouteApi, Link } from "@tanstack/react-router";
import { useMatterRecord, type MatterRecord } from "../../api/matters";
import { t } from "../../app/language";
import { date } from "../../ui/format";
import { PageFrame } from "../../ui/PageFrame";
import { QueryView } from "../../ui/QueryView";
import { Children } from "./Children";
import { Facts } from "./Facts";
import { Known } from "./Known";
import { Leaders } from "./Leaders";
import { Offers } from "./Offers";
import { Trail } from "./Trail";
import "../../ui/bar.css";
import "./matter.css";

const route = getRouteApi("/inside/matters/$matter/$record");

export function RecordPage() {
  const { matter, record } = route.useParams();
  const found = useMatterRecord(matter, record);
  return <QueryView query={found}>{(m) => <Shown matter={m} />}</QueryView>;
}

function Shown({ matter }: { matter: MatterRecord }) {
  return (
    <PageFrame title={matter.title} lead={[matter.town_title, matter.unit_title].filter((one) => one && one !== matter.title).join(" ")} crumb={<Link to="/matters/$matter" params={{ matter: matter.matter }}>{matter.matter_title}</Link>}>
      <Way way={matter.way} />
      <div className="matter-page">
        <div>
          <Offers matter={matter} />
          <Facts matter={matter} />
          <Known matter={matter} />
          {matter.children.map((child) => <Children key={child.register.id} matter={matter} child={child} />)}
        </div>
        <div>
          {matter.leaders.length > 0 && <Leaders leaders={matter.leaders} />}
          <Trail taken={matter.taken} />
        </div>
      </div>
    </PageFrame>
  );
}

function Way({ way }: { way: MatterRecord["way"] }) {
  return (
    <ol className="ribbon" aria-label={t("matter.way")}>
      {way.map((state, i) => (
        <li key={state.id} className={state.state} aria-current={state.state === "current" ? "step" : undefined}>
          <div><strong>{i + 1} {state.title}</strong></div>
          <div className="small tabular">{state.at ? date(state.at) : ""}</div>
        </li>
      ))}
    </ol>
  );
}
