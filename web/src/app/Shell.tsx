import { Suspense } from "react";
import { Outlet, ScrollRestoration } from "react-router";
import { SessionProvider } from "../client/session.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Toasts } from "../ui/Toasts.tsx";
import { Footer } from "./Footer.tsx";
import { Header } from "./Header.tsx";
import "./shell.css";

/** What is around every page. */
export function Shell() {
  return (
    <SessionProvider>
      <Toasts>
        <Header />
        <Suspense fallback={<Waiting />}>
          <Outlet />
        </Suspense>
        <Footer />
        <ScrollRestoration />
      </Toasts>
    </SessionProvider>
  );
}

/** A page whose code is on its way. */
export function Waiting() {
  return (
    <main id="main-content" className="page">
      <Loading lines={6} />
    </main>
  );
}
