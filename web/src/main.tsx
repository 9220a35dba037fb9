// The design system comes before whatever builds on it.
import "../node_modules/dkfds/dist/css/dkfds-virkdk.css";
import "./ui/theme.css";
import "./ui/parts.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createBrowserRouter, RouterProvider } from "react-router";
import { routes } from "./app/routes.tsx";
import { LanguageProvider } from "./texts/language.tsx";

const place = document.getElementById("genvej");
if (!place) throw new Error("invariant: index.html has a place for the pages");
createRoot(place).render(
  <StrictMode>
    <LanguageProvider>
      <RouterProvider router={createBrowserRouter(routes)} />
    </LanguageProvider>
  </StrictMode>,
);
