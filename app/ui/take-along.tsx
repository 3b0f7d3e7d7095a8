// Offers to take a roster along on this telephone, where its browser can keep it. Without script or a safe connection it is not there.
import { useEffect, useState } from "react";
import { useSay } from "#app/i18n/speech";
import { takeAlong } from "./kept-roster";
import { Card } from "./layout-parts";
import { useRootValues } from "./root-values";
import type { RosterRow } from "./roster-lines";
import { useKeptLines } from "./roster-lines";

const DAY = 86_400_000;

export function TakeAlong({ day, rows }: { day: string; rows: readonly RosterRow[] }) {
  const say = useSay();
  const { memberships } = useRootValues();
  const linesOf = useKeptLines();
  const [can, setCan] = useState(false);
  useEffect(() => setCan("serviceWorker" in navigator && "indexedDB" in window), []);
  const owner = memberships.find(({ current }) => current)?.membershipId;
  const planned = rows.filter(({ state }) => state === "planned");
  if (!can || !owner || planned.length === 0) return null;
  const take = async () => {
    const last = Math.max(...planned.map(({ endsAt }) => endsAt.getTime()));
    await takeAlong({ owner, day, until: Math.max(last, Date.now()) + DAY, lines: linesOf(planned) });
    // A page of its own: it is the one that can be opened without a connection.
    window.location.assign("/take-along");
  };
  return (
    <Card title={say("along.offer")}>
      <p>{say("along.offer-lead")}</p>
      <button type="button" className="usa-button usa-button--outline" onClick={() => void take()}>
        {say("along.take")}
      </button>
    </Card>
  );
}
