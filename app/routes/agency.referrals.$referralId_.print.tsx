// The slip a client carries: where to go, when it is open, what was told, and a part to tear off. Bare, for paper.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { loaderFor } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { recordRead } from "#app/models/event/record.server";
import { readSlip } from "#app/models/referral/read-slip.server";
import { idParam, type ReferralId } from "#app/models/values/ids";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { Facts, ScreenOnly, Stack } from "#app/ui/parts";
import { Schedule } from "#app/ui/week-words";

const params = z.object({ referralId: idParam<ReferralId>() });

export const handle: PageHandle = {
  title: titleFrom(({ number }: { number: string }) => ["referral.slip.title", { number }]),
  frame: "bare",
};

export const loader = loaderFor("referral:read", { params, records: true }, async ({ actor, db, params }) => {
  const slip = await readSlip(db, params.referralId);
  await recordRead(db, actor, "referral", {
    subjectType: "referral",
    subjectId: params.referralId,
    clientId: slip.clientId,
    caseId: slip.caseId,
    referralId: params.referralId,
  });
  return { ...slip, houseName: actor.houseName };
});

export default function SlipPage() {
  const say = useSay();
  const formats = useFormats();
  const slip = useLoaderData<typeof loader>();
  return (
    <main id="main-content" className="slip">
      <ScreenOnly>
        <p>
          <Link to={`/agency/referrals/${slip.referralId}`}>{say("referral.slip.back")}</Link>
        </p>
      </ScreenOnly>
      <h1>{say("referral.slip.title", { number: slip.number })}</h1>
      <p>{say("referral.slip.lead")}</p>
      <Facts
        columns={2}
        facts={[
          { name: say("referral.slip.name"), value: slip.clientName },
          { name: say("referral.slip.from"), value: slip.houseName },
          ...(slip.state === "sent" && slip.answerBy
            ? [{ name: say("referral.slip.answer-by"), value: formats.dayLong(slip.answerBy) }]
            : []),
          { name: say("referral.slip.mode"), value: say.any(`referral.slip.mode-words.${slip.mode}`) },
          {
            name: say("referral.slip.what-they-know"),
            value: formats.list(slip.fields.map((field) => say.any(`consent.short.${field}`))),
          },
        ]}
      />
      <Stack>
        {slip.places.map((place) => (
          <section key={place.id}>
            <h2>
              {say(slip.places.length > 1 ? "referral.slip.asked-of" : "referral.slip.go-to")}: {place.organizationName}
            </h2>
            <Facts
              columns={2}
              facts={[
                { name: say("referral.slip.service"), value: place.serviceName },
                { name: say("word.address"), value: `${place.locationName}, ${place.address}` },
                { name: say("referral.slip.phone"), value: place.phones.join(", ") },
              ]}
            />
            <Schedule hours={place.hours} holidays={place.holidays} timeZone={place.timeZone} />
          </section>
        ))}
      </Stack>
      <p>{say("referral.slip.your-right")}</p>
      <section className="slip-coupon">
        <h2>{say("referral.slip.coupon")}</h2>
        <p>
          {say("referral.slip.number")}: <strong>{slip.number}</strong>
        </p>
        <p>{say("referral.slip.coupon-lead")} ______________________</p>
      </section>
    </main>
  );
}
