// Addresses. Each page is fetched when it is first opened; every address can be sent to a colleague.
import type { QueryClient } from "@tanstack/react-query";
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { adoptLanguage, loadSession, sessionKey } from "../api/session";
import { ErrorState } from "../ui/ErrorState";
import { LoadingState } from "../ui/LoadingState";
import { NotFound } from "./NotFound";
import * as search from "./search";
import { Shell } from "./Shell";

const root = createRootRoute({ notFoundComponent: NotFound });

function makeRoutes(queries: QueryClient) {
  const signIn = createRoute({
    getParentRoute: () => root, path: "/sign-in", component: lazyRouteComponent(() => import("../features/session/SignInPage"), "SignInPage"),
    validateSearch: search.signIn,
  });
  const inside = createRoute({
    getParentRoute: () => root, id: "inside", component: Shell,
    beforeLoad: async ({ location }) => {
      const session = await queries.fetchQuery({ queryKey: sessionKey, queryFn: loadSession, staleTime: 60_000 });
      if (!session.signed_in) throw redirect({ href: `/sign-in?return=${encodeURIComponent(location.href)}` });
      await adoptLanguage(session);
      if (session.account?.must_change && location.pathname !== "/password") throw redirect({ href: "/password" });
    },
  });
  const at = () => inside;
  const home = createRoute({ getParentRoute: at, path: "/", beforeLoad: () => { throw redirect({ href: "/tasks" }); } });
  const password = createRoute({ getParentRoute: at, path: "/password", component: lazyRouteComponent(() => import("../features/session/PasswordPage"), "PasswordPage") });
  const tasks = createRoute({ getParentRoute: at, path: "/tasks", component: lazyRouteComponent(() => import("../features/tasks/TasksPage"), "TasksPage") });
  const cockpit = createRoute({ getParentRoute: at, path: "/cockpit", validateSearch: search.cockpit, component: lazyRouteComponent(() => import("../features/cockpit/CockpitPage"), "CockpitPage") });
  const cockpitTarget = createRoute({ getParentRoute: at, path: "/cockpit/targets/$target", validateSearch: search.target, component: lazyRouteComponent(() => import("../features/cockpit/TargetPage"), "TargetPage") });
  const rounds = createRoute({ getParentRoute: at, path: "/rounds", component: lazyRouteComponent(() => import("../features/round/RoundsPage"), "RoundsPage") });
  const round = createRoute({
      getParentRoute: at, path: "/rounds/$round", component: lazyRouteComponent(() => import("../features/round/RoundPage"), "RoundPage"),
      validateSearch: search.round,
    });
  const assessment = createRoute({ getParentRoute: at, path: "/rounds/$round/entries/$entry/assessment", component: lazyRouteComponent(() => import("../features/assessment/AssessmentPage"), "AssessmentPage") });
  const recommendation = createRoute({ getParentRoute: at, path: "/rounds/$round/recommendation", validateSearch: search.town, component: lazyRouteComponent(() => import("../features/recommendation/RecommendationPage"), "RecommendationPage") });
  const reviewList = createRoute({ getParentRoute: at, path: "/rounds/$round/reviews", component: lazyRouteComponent(() => import("../features/review/ReviewListPage"), "ReviewListPage") });
  const review = createRoute({ getParentRoute: at, path: "/rounds/$round/reviews/$entry", component: lazyRouteComponent(() => import("../features/review/ReviewPage"), "ReviewPage") });
  const sheet = createRoute({ getParentRoute: at, path: "/rounds/$round/sheet", validateSearch: search.body, component: lazyRouteComponent(() => import("../features/decision/SheetPage"), "SheetPage") });
  const whatIf = createRoute({ getParentRoute: at, path: "/rounds/$round/what-if", component: lazyRouteComponent(() => import("../features/round/WhatIfPage"), "WhatIfPage") });
  const contests = createRoute({ getParentRoute: at, path: "/contests", component: lazyRouteComponent(() => import("../features/contest/ContestsPage"), "ContestsPage") });
  const contest = createRoute({ getParentRoute: at, path: "/contests/$contest", component: lazyRouteComponent(() => import("../features/contest/ContestPage"), "ContestPage") });
  const contestDesk = createRoute({ getParentRoute: at, path: "/contests/$contest/desk", component: lazyRouteComponent(() => import("../features/contest/DeskPage"), "DeskPage") });
  const contestPad = createRoute({ getParentRoute: at, path: "/contests/$contest/pad", component: lazyRouteComponent(() => import("../features/contest/PadPage"), "PadPage") });
  // The hall's screen needs no account and has no menu.
  const contestBoard = createRoute({ getParentRoute: () => root, path: "/contests/$contest/board", component: lazyRouteComponent(() => import("../features/contest/BoardPage"), "BoardPage") });
  const registers = createRoute({ getParentRoute: at, path: "/registers", validateSearch: search.unit, component: lazyRouteComponent(() => import("../features/register/RegistersPage"), "RegistersPage") });
  const register = createRoute({
      getParentRoute: at, path: "/registers/$register", component: lazyRouteComponent(() => import("../features/register/RegisterPage"), "RegisterPage"),
      validateSearch: search.register,
    });
  const importing = createRoute({ getParentRoute: at, path: "/registers/$register/import", component: lazyRouteComponent(() => import("../features/register/ImportPage"), "ImportPage") });
  const fillSheet = createRoute({ getParentRoute: at, path: "/registers/$register/sheet", validateSearch: search.sheet, component: lazyRouteComponent(() => import("../features/register/sheet/SheetPage"), "SheetPage") });
  const coverage = createRoute({ getParentRoute: at, path: "/registers/$register/coverage", validateSearch: search.sheet, component: lazyRouteComponent(() => import("../features/register/sheet/CoveragePage"), "CoveragePage") });
  const doubts = createRoute({ getParentRoute: at, path: "/registers/$register/doubts", component: lazyRouteComponent(() => import("../features/register/sheet/DoubtsPage"), "DoubtsPage") });
  const registerView = createRoute({ getParentRoute: at, path: "/registers/$register/views/$view", validateSearch: search.view, component: lazyRouteComponent(() => import("../features/view/ViewPage"), "ViewPage") });
  const matters = createRoute({ getParentRoute: at, path: "/matters", component: lazyRouteComponent(() => import("../features/matter/MattersPage"), "MattersPage") });
  const matter = createRoute({
      getParentRoute: at, path: "/matters/$matter", component: lazyRouteComponent(() => import("../features/matter/MatterPage"), "MatterPage"),
      validateSearch: search.matter,
    });
  const matterNew = createRoute({ getParentRoute: at, path: "/matters/$matter/new", component: lazyRouteComponent(() => import("../features/matter/StartPage"), "StartPage") });
  const matterPiles = createRoute({ getParentRoute: at, path: "/matters/$matter/piles", validateSearch: search.piles, component: lazyRouteComponent(() => import("../features/matter/PilesPage"), "PilesPage") });
  const matterRecord = createRoute({
      getParentRoute: at, path: "/matters/$matter/$record", component: lazyRouteComponent(() => import("../features/matter/RecordPage"), "RecordPage"),
      params: { parse: (p) => ({ matter: p.matter, record: Number(p.record) }), stringify: (p) => ({ matter: p.matter, record: String(p.record) }) },
    });
  const notices = createRoute({ getParentRoute: at, path: "/notices", validateSearch: search.tab, component: lazyRouteComponent(() => import("../features/notice/NoticesPage"), "NoticesPage") });
  const outcome = createRoute({ getParentRoute: at, path: "/outcome", validateSearch: search.tab, component: lazyRouteComponent(() => import("../features/outcome/OutcomePage"), "OutcomePage") });
  const pack = createRoute({ getParentRoute: at, path: "/pack", validateSearch: search.tab, component: lazyRouteComponent(() => import("../features/pack/PackPage"), "PackPage") });
  const system = createRoute({ getParentRoute: at, path: "/system", validateSearch: search.tab, component: lazyRouteComponent(() => import("../features/account/SystemPage"), "SystemPage") });
  const myFile = createRoute({ getParentRoute: at, path: "/me", component: lazyRouteComponent(() => import("../features/account/MyFilePage"), "MyFilePage") });
  // Addresses that tasks and letters may carry, for what is a part of a page here.
  const toEntry = createRoute({ getParentRoute: at, path: "/rounds/$round/entries/$entry", beforeLoad: ({ params }) => { throw redirect({ href: `/rounds/${params.round}?entry=${params.entry}` }); } });
  const toNotice = createRoute({ getParentRoute: at, path: "/rounds/$round/notice", beforeLoad: ({ params }) => { throw redirect({ href: `/rounds/${params.round}?dialog=notice` }); } });
  const toObjection = createRoute({ getParentRoute: at, path: "/notices/objections/$objection", beforeLoad: () => { throw redirect({ href: "/notices?tab=objections" }); } });
  const toPayouts = createRoute({ getParentRoute: at, path: "/outcome/payouts", beforeLoad: ({ location }) => { throw redirect({ href: `/outcome?tab=payouts&${location.searchStr.replace(/^\?/, "")}` }); } });
  return root.addChildren([signIn, contestBoard, inside.addChildren([
    home, password, tasks, cockpit, cockpitTarget, rounds, round, assessment, recommendation, reviewList, review, sheet, whatIf, contests, contest, contestDesk, contestPad, registers, register, importing, fillSheet, coverage, doubts, registerView, matters, matter, matterNew, matterPiles, matterRecord, notices, outcome, pack, system, myFile, toEntry, toNotice, toObjection, toPayouts,
  ])]);
}

export function makeRouter(queries: QueryClient) {
  return createRouter({
    routeTree: makeRoutes(queries), defaultPreload: "intent", defaultPendingMs: 300, scrollRestoration: true,
    defaultPendingComponent: LoadingState, defaultErrorComponent: ({ error, reset }) => <ErrorState error={error} retry={reset} />,
  });
}

declare module "@tanstack/react-router" {
  interface Register { router: ReturnType<typeof makeRouter> }
}
