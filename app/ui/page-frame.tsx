// Puts the right frame around each page, once: the desk's for people at a desk, the public one for everyone else.
import { isRouteErrorResponse, useLocation, useMatches, useRouteError } from "@remix-run/react";
import type { ReactNode } from "react";
import { DeskFrame } from "./desk-frame";
import { deskOf } from "./navigation";
import { innermost } from "./page-handle";
import { PublicFrame } from "./public-frame";
import { useRootValues } from "./root-values";

export function PageFrame({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  const { actor } = useRootValues();
  const fault = useRouteError();
  // Around a page of another role stands one's own desk: that one's links would only refuse again.
  const refused = isRouteErrorResponse(fault) && fault.status === 403;
  const frame = innermost(useMatches(), "frame")?.value ?? (actor ? "desk" : "public");
  if (frame === "bare") return children;
  if (frame === "desk" && actor)
    return <DeskFrame desk={(refused ? null : deskOf(pathname)) ?? actor.desk}>{children}</DeskFrame>;
  return <PublicFrame narrow={frame !== "wide"}>{children}</PublicFrame>;
}
