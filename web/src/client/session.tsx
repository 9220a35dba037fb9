import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { type CombinedError, useQuery } from "urql";
import { graphql, type ResultOf } from "./graphql.ts";

const SessionDocument = graphql(`
  query Session {
    viewer {
      id
      name
      email
      roles
      organisation {
        id
        cvr
        name
      }
    }
    unreadCount
  }
`);

/** The person who is signed in. */
export type Viewer = NonNullable<ResultOf<typeof SessionDocument>["viewer"]>;

/** Who is signed in, as far as it is known. */
export interface Session {
  viewer: Viewer | null;
  unread: number;
  known: boolean;
  error: CombinedError | undefined;
  refresh: () => void;
}

const SessionContext = createContext<Session>({
  viewer: null,
  unread: 0,
  known: false,
  error: undefined,
  refresh: () => {},
});

/** Asks once who is signed in and tells all below. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [{ data: told, error, fetching }, again] = useQuery({ query: SessionDocument });
  // Whoever is known to be signed in stays so while the server cannot say otherwise.
  const kept = useRef(told);
  if (told) kept.current = told;
  const data = kept.current;
  useLook(again);
  const unread = useUnread(data?.viewer != null);
  const session: Session = {
    viewer: data?.viewer ?? null,
    unread: unread ?? data?.unreadCount ?? 0,
    known: data !== undefined || (error !== undefined && !fetching),
    error,
    refresh: () => again({ requestPolicy: "network-only" }),
  };
  return <SessionContext value={session}>{children}</SessionContext>;
}

/**
 * Asks again whenever somebody comes back to the page: meanwhile they may have been given a role, or
 * have been signed out from elsewhere.
 */
function useLook(again: (wish: { requestPolicy: "network-only" }) => void): void {
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible") again({ requestPolicy: "network-only" });
    };
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [again]);
}

const SUBSCRIPTION = "subscription { inboxChanged { unreadCount } }";

/**
 * How much of the inbox is unread, as the server tells it whenever it changes. Only a tab that is
 * looked at listens, because browsers allow few lines to one server.
 */
function useUnread(isSignedIn: boolean): number | null {
  const [unread, setUnread] = useState<number | null>(null);
  useEffect(() => {
    if (!isSignedIn) return;
    let line: EventSource | null = null;
    const listen = () => {
      line?.close();
      line = null;
      if (document.visibilityState !== "visible") return;
      line = new EventSource(`/graphql?query=${encodeURIComponent(SUBSCRIPTION)}`);
      line.addEventListener("next", (event) => {
        const count = JSON.parse(event.data).data?.inboxChanged?.unreadCount;
        if (typeof count === "number") setUnread(count);
      });
      // The server says that it is done when the session ends; asking again is for the next look.
      line.addEventListener("complete", () => line?.close());
    };
    listen();
    document.addEventListener("visibilitychange", listen);
    return () => {
      document.removeEventListener("visibilitychange", listen);
      line?.close();
    };
  }, [isSignedIn]);
  return unread;
}

/** Who is signed in. */
export function useSession(): Session {
  return useContext(SessionContext);
}

/** Whether the person may register cases, comment, follow and reuse. */
export function mayContribute(viewer: Viewer | null): boolean {
  const enough = ["CONTRIBUTOR", "LOCAL_SUPERUSER", "SUPERUSER"];
  return viewer?.roles.some((role) => enough.includes(role)) ?? false;
}

/** Whether the person has one of these roles. */
export function hasRole(viewer: Viewer | null, ...roles: Viewer["roles"]): boolean {
  return viewer?.roles.some((role) => roles.includes(role)) ?? false;
}

/** The address to sign in at, which leads back to where one is. */
export function signInAddress(path: string): string {
  return `/sign-in?return=${encodeURIComponent(path)}`;
}
