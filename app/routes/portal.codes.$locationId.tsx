// The code that a place shows to those who come: big digits that change each minute. Names nobody who comes and changes nothing.
import { useLoaderData, useLocation, useRevalidator } from "@remix-run/react";
import { useEffect, useState } from "react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { readSiteCode } from "#app/models/delivery/confirm.server";
import { idParam, type LocationId } from "#app/models/values/ids";
import type { PageHandle } from "#app/ui/page-handle";
import { ButtonLink, Notice, PageHeader } from "#app/ui/parts";

export const handle: PageHandle = { title: "site-code.title" };

const params = z.object({ locationId: idParam<LocationId>() });

export const loader = loaderFor("attendance:record", { params }, async ({ actor, db, params }) => ({
  ...(await readSiteCode(db, actor, params.locationId)),
  locationId: params.locationId,
}));

/** A screen that nobody looks at any more is signed out like any other: it renews itself for a while and then waits for a press. */
const MOST_RENEWALS = 10;

export default function SiteCodePage() {
  const { key } = useLocation();
  // A press begins anew.
  return <Renewed key={key} />;
}

function Renewed() {
  const { name, digits, changesAt, now, timeZone, locationId } = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  const { revalidate } = useRevalidator();
  const [renewals, setRenewals] = useState(0);
  const [old, setOld] = useState(false);
  useEffect(() => {
    const wait = setTimeout(
      () => {
        // Whoever typed what stands here for too long would use up their tries.
        if (renewals >= MOST_RENEWALS) return setOld(true);
        setRenewals(renewals + 1);
        revalidate();
      },
      changesAt.getTime() - now.getTime() + 500,
    );
    return () => clearTimeout(wait);
  }, [renewals, changesAt, now, revalidate]);
  return (
    <>
      <PageHeader
        title={say("site-code.title")}
        lead={name}
        back={{ to: "/portal/roster", label: say("delivery.day.title") }}
      />
      <p>{say("site-code.lead")}</p>
      {old ? (
        <Notice tone="warning">{say("site-code.old")}</Notice>
      ) : (
        <>
          <p className="site-code">{`${digits.slice(0, 3)} ${digits.slice(3)}`}</p>
          <p>{say("site-code.until", { when: formats.instant(changesAt, timeZone) })}</p>
        </>
      )}
      <p>
        <ButtonLink to={`/portal/codes/${locationId}`} look="secondary">
          {say("site-code.next")}
        </ButtonLink>
      </p>
    </>
  );
}
