// The life of one version of a form. A version that was published never changes; the next one takes its place.
import { lifecycle } from "../values/lifecycle";

export const formLifecycle = lifecycle("form", {
  draft: { publish: { to: "published", who: ["admin"] }, discard: { to: "discarded", who: ["admin"] } },
  published: { retire: { to: "retired", who: ["admin"] } },
  retired: {},
  discarded: {},
});
