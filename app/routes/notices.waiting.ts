// How many notices wait at this desk: what a page fetches when it is told that something changed. Keeps no session awake.
import { countUnread } from "#app/access/frame.server";
import { loaderFor } from "#app/access/gate.server";

export const loader = loaderFor("desk:any", {}, async ({ db }) => Response.json({ unread: await countUnread(db) }));
