// The lives of an import that somebody runs in the browser, and of a removal it proposes; never compares states elsewhere.
import { lifecycle } from "../values/lifecycle";

export const importLifecycle = lifecycle("import", {
  uploaded: {
    preview: { to: "previewing", who: ["network"] },
    cancel: { to: "cancelled", who: ["network"] },
  },
  previewing: {
    finish: { to: "previewed", who: ["system"] },
    fail: { to: "failed", who: ["system"] },
    cancel: { to: "cancelled", who: ["network"] },
  },
  previewed: {
    preview: { to: "previewing", who: ["network"] },
    start: { to: "importing", who: ["network"] },
    cancel: { to: "cancelled", who: ["network"] },
  },
  importing: {
    finish: { to: "imported", who: ["system"] },
    fail: { to: "failed", who: ["system"] },
    cancel: { to: "cancelled", who: ["network"] },
  },
  imported: { undo: { to: "undoing", who: ["network"] } },
  undoing: {
    finish: { to: "undone", who: ["system"] },
    fail: { to: "imported", who: ["system"] },
  },
  failed: {
    preview: { to: "previewing", who: ["network"] },
    cancel: { to: "cancelled", who: ["network"] },
  },
  cancelled: { preview: { to: "previewing", who: ["network"] } },
  undone: { preview: { to: "previewing", who: ["network"] } },
});

export type ImportState = (typeof importLifecycle.states)[number];
export type ImportMove = Parameters<typeof importLifecycle.may>[1];

/** Something the publisher no longer says, until a person has looked. */
export const removalLifecycle = lifecycle("removal", {
  proposed: {
    end: { to: "ended", who: ["network"] },
    keep: { to: "kept", who: ["network"] },
    lapse: { to: "lapsed", who: ["system"] },
  },
  kept: { end: { to: "ended", who: ["network"] } },
  ended: { restore: { to: "kept", who: ["network"] } },
  lapsed: { propose: { to: "proposed", who: ["system"] } },
});
