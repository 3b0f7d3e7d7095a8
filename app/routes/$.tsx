// Any address that leads nowhere: the same 404 as a record one may not see, in the frame of whoever asks.
import { publicLoader } from "#app/access/gate.server";
import { Refusal } from "#app/models/values/refusal";
import type { PageHandle } from "#app/ui/page-handle";

export const handle: PageHandle = { title: "ui.errorPage.not-found.title" };

export const loader = publicLoader({}, async () => {
  throw new Refusal("not-found", 404);
});

export default function NowherePage() {
  return null;
}
