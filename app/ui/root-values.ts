// What the root loader tells every page: who is here, which desk, which words. Reads the router's data; asks no server.
import { useRouteLoaderData } from "@remix-run/react";
import type { Role } from "#app/access/actor";
import type { SpeechSettings } from "#app/i18n/speech";
import { DEFAULT_SPEECH } from "#app/i18n/speech";
import type { Desk } from "./navigation";

/** Who works here now, as the frame shows it. */
export type FrameActor = {
  readonly name: string;
  readonly role: Role;
  readonly desk: Desk;
  /** The agency or provider the person works for at this desk. */
  readonly organizationName: string;
};

export type FrameMembership = {
  readonly membershipId: string;
  readonly organizationName: string;
  readonly role: string;
  readonly desk: Desk;
  readonly current: boolean;
};

/** A sentence shown once after a deed: a catalogue key or a finished sentence. */
export type Flash = { readonly tone: "done" | "info" | "warning" | "error"; readonly text: string };

export type RootValues = SpeechSettings & {
  readonly nonce?: string;
  /** Made when the page is rendered; each form adds its own id. */
  readonly pageKey: string | null;
  readonly actor: FrameActor | null;
  readonly memberships: readonly FrameMembership[];
  readonly notices: readonly Flash[];
  /** How many notifications wait unread. */
  readonly unread: number;
};

const EMPTY: RootValues = {
  ...DEFAULT_SPEECH,
  pageKey: null,
  actor: null,
  memberships: [],
  notices: [],
  unread: 0,
};

/** Whole even when the root loader failed: an error page still needs its words. */
export function useRootValues(): RootValues {
  const loaded = useRouteLoaderData("root") as Partial<RootValues> | null | undefined;
  return loaded ? { ...EMPTY, ...loaded } : EMPTY;
}
