// Keeps a line open to a page and says when its desk's notices changed; says nothing of what they are, and keeps no session awake.
import { publicLoader } from "#app/access/gate.server";
import { readSecondsLeft, readSessionId } from "#app/access/sign-in-sessions.server";
import { watch } from "#app/models/notification/live.server";
import { liveStream } from "#app/models/notification/live-stream.server";

export const loader = publicLoader({}, async ({ signIn, request }) => {
  const sessionId = signIn?.actor ? await readSessionId(request) : null;
  // Without a session there is nothing to wait for: a browser that gets this answer does not ask again.
  if (!signIn?.actor || !sessionId) return new Response(null, { status: 204 });
  const { membershipId } = signIn.actor;
  const secondsLeft = () => readSecondsLeft(request);
  const body = liveStream({ membershipId, sessionId, signal: request.signal, secondsLeft }, watch);
  return new Response(body, {
    headers: {
      "Content-Type": "text/event-stream; charset=utf-8",
      // Neither kept nor pressed together on the way: either would hold back what is said.
      "Cache-Control": "no-store, no-transform",
      "X-Accel-Buffering": "no",
    },
  });
});
