import type { RouteObject } from "react-router";
import { Component as FrontPage } from "../front/FrontPage.tsx";
import { Shell, Waiting } from "./Shell.tsx";
import { NotFound, Trouble } from "./Trouble.tsx";

/** Every page: its address and the file that shows it. All but the front page load when asked. */
const pages: RouteObject[] = [
  { index: true, Component: FrontPage },
  { path: "loesninger", lazy: () => import("../cases/CasesPage.tsx") },
  { path: "loesninger/:id", lazy: () => import("../case/CasePage.tsx") },
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
