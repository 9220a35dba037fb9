import type { RouteObject } from "react-router";
import { Component as FrontPage } from "../front/FrontPage.tsx";
import { Shell, Waiting } from "./Shell.tsx";
import { NotFound, Trouble } from "./Trouble.tsx";

/** Every page: its address and the file that shows it. All but the front page load when asked. */
const pages: RouteObject[] = [
  { index: true, Component: FrontPage },
  { path: "loesninger", lazy: () => import("../cases/CasesPage.tsx") },
  { path: "loesninger/ny", lazy: () => import("../register/RegisterPage.tsx") },
  { path: "loesninger/slettede", lazy: () => import("../deleting/DeletedPage.tsx") },
  { path: "loesninger/:id", lazy: () => import("../case/CasePage.tsx") },
  { path: "l/:short", lazy: () => import("../case/ShortPage.tsx") },
  { path: "loesninger/:id/som-den-var", lazy: () => import("../history/VersionPage.tsx") },
  { path: "loesninger/:id/rediger", lazy: () => import("../edit/EditPage.tsx") },
  { path: "loesninger/:id/rediger/:section", lazy: () => import("../edit/SectionPage.tsx") },
  { path: "paraplyer", lazy: () => import("../collections/CollectionsPage.tsx") },
  { path: "paraplyer/ny", lazy: () => import("../collections/StartPage.tsx") },
  { path: "paraplyer/:id", lazy: () => import("../collections/CollectionPage.tsx") },
  { path: "paraplyer/:id/rediger", lazy: () => import("../collections/DescribePage.tsx") },
  { path: "robotter", lazy: () => import("../robots/RobotsPage.tsx") },
  { path: "sammenlign", lazy: () => import("../compare/ComparePage.tsx") },
  { path: "statistik", lazy: () => import("../statistics/StatisticsPage.tsx") },
  { path: "statistik/kort", lazy: () => import("../statistics/MapPage.tsx") },
  { path: "statistik/udvikling", lazy: () => import("../statistics/GrowthPage.tsx") },
  { path: "statistik/genbrug", lazy: () => import("../statistics/LeaguePage.tsx") },
  { path: "statistik/tid", lazy: () => import("../statistics/TimePage.tsx") },
  { path: "statistik/kvartaler", lazy: () => import("../statistics/QuartersPage.tsx") },
  { path: "statistik/kvartaler/:quarter", lazy: () => import("../statistics/QuarterPage.tsx") },
  { path: "min-organisation", lazy: () => import("../portfolio/PortfolioPage.tsx") },
  { path: "min-organisation/rapport", lazy: () => import("../organisation/ReportPage.tsx") },
  { path: "min-organisation/ret-flere", lazy: () => import("../exchange/BulkPage.tsx") },
  { path: "min-organisation/ind-og-ud", lazy: () => import("../exchange/ExchangePage.tsx") },
  { path: "min-organisation/profil", lazy: () => import("../organisation/ProfilePage.tsx") },
  { path: "min-organisation/login", lazy: () => import("../providers/ProvidersPage.tsx") },
  { path: "min-organisation/login/:id", lazy: () => import("../providers/ProviderPage.tsx") },
  { path: "min-organisation/programmer", lazy: () => import("../apiclients/ClientsPage.tsx") },
  { path: "organisationer", lazy: () => import("../organisations/OrganisationsPage.tsx") },
  { path: "organisationer/:cvr", lazy: () => import("../organisations/OrganisationPage.tsx") },
  { path: "kataloger/teknologier", lazy: () => import("../catalogues/TechnologiesPage.tsx") },
  { path: "kataloger/it-systemer", lazy: () => import("../catalogues/SystemsPage.tsx") },
  { path: "kataloger/kle", lazy: () => import("../catalogues/KlePage.tsx") },
  { path: "kataloger/form", lazy: () => import("../catalogues/FormPage.tsx") },
  { path: "drift", lazy: () => import("../operating/OverviewPage.tsx") },
  { path: "drift/organisationer", lazy: () => import("../operating/OrganisationsPage.tsx") },
  { path: "drift/organisationer/:cvr", lazy: () => import("../operating/OrganisationPage.tsx") },
  { path: "drift/organisationer/:cvr/login", lazy: () => import("../operating/LoginPage.tsx") },
  { path: "drift/kommandoer", lazy: () => import("../operating/CommandsPage.tsx") },
  { path: "profil", lazy: () => import("../profile/ProfilePage.tsx") },
  { path: "gemte-soegninger", lazy: () => import("../searches/SearchesPage.tsx") },
  { path: "indbakke", lazy: () => import("../inbox/InboxPage.tsx") },
  { path: "tilgaengelighed", lazy: () => import("./Accessibility.tsx") },
  { path: "was", lazy: () => import("./Accessibility.tsx") },
  { path: "*", Component: NotFound },
];

export const routes: RouteObject[] = [
  {
    path: "/",
    Component: Shell,
    HydrateFallback: Waiting,
    children: [{ ErrorBoundary: Trouble, children: pages }],
  },
];
