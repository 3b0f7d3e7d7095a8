// On every page of a provider: sends what this telephone kept, and says what is still here before somebody signs out. Loads its store only where there is one.
import { type FormEvent, useEffect, useState } from "react";
import { useSay } from "#app/i18n/speech";
import { Notice } from "./notice";
import { useRootValues } from "./root-values";

/** How many lines would be lost by signing out; known as soon as a page has looked. */
let unsent = 0;

/** Signing out clears the telephone: lines that are not sent are shown first. */
export function staySignedIn(event: FormEvent): void {
  if (unsent === 0) return;
  event.preventDefault();
  window.location.assign("/take-along?leaving=yes");
}

export function KeptNotice() {
  const say = useSay();
  const { memberships } = useRootValues();
  const owner = memberships.find(({ current }) => current)?.membershipId ?? "";
  const [waits, setWaits] = useState(0);
  useEffect(() => {
    const look = () =>
      void settle(owner).then((count) => {
        unsent = count;
        setWaits(count);
      });
    look();
    window.addEventListener("online", look);
    return () => window.removeEventListener("online", look);
  }, [owner]);
  if (waits === 0) return null;
  return (
    <Notice tone="warning">
      <p>
        {say("along.waits", { count: waits })} <a href="/take-along">{say("along.to-lines")}</a>
      </p>
    </Notice>
  );
}

/** Another person's names are forgotten, one's own lines sent. @returns how many lines are left */
async function settle(owner: string): Promise<number> {
  const databases = await indexedDB.databases?.();
  if (!databases?.some(({ name }) => name === "throughline")) return 0;
  const [kept, { sendKept }] = await Promise.all([import("./kept-roster"), import("./send-kept")]);
  const roster = await kept.readTaken();
  if (roster && roster.owner !== owner) await kept.forgetRoster();
  if (navigator.onLine) await sendKept(owner);
  return (await kept.readLines()).length;
}
