// What a referral slip is made of, in the client's language: a place with its hours, and the coupon that says "arrived". Takes plain values.
import { formatSpan, formatWeekday } from "#app/i18n/formats";
import type { SayToClient } from "#app/i18n/say-to-client";
import { useSay } from "#app/i18n/speech";
import { describeSchedule } from "../models/values/week-schedule";
import type { WeekPart } from "../models/values/week-table";
import type { WeeklySpan } from "../models/values/weekly-hours";
import { Facts } from "./facts";
import { QrPicture } from "./qr-picture";

/** The address behind a coupon, and its code as a picture. */
export type Coupon = { readonly link: string; readonly code: { readonly size: number; readonly path: string } };

type SlipPlaceProps = {
  say: SayToClient;
  /** Others were asked too, and nobody has accepted yet. */
  several: boolean;
  place: {
    readonly organizationName: string;
    readonly serviceName: string;
    readonly locationName: string;
    readonly address: string;
    readonly phones: readonly string[];
    readonly hours: readonly WeeklySpan[];
    readonly holidays: string | null;
    readonly takesCoupon: boolean;
  };
  coupon: Coupon | null;
};

export function SlipPlace({ say, several, place, coupon }: SlipPlaceProps) {
  const { organizationName: name, serviceName, locationName, address, phones } = place;
  return (
    <section>
      <h2>{say(several ? "sharing.slip.asked-of" : "sharing.slip.go-to", { name })}</h2>
      <Facts
        columns={2}
        facts={[
          { name: say("sharing.slip.service"), value: serviceName },
          { name: say("sharing.slip.address"), value: [locationName, address].filter((part) => part).join(", ") },
          ...(phones.length > 0 ? [{ name: say("sharing.slip.phone"), value: phones.join(", ") }] : []),
          { name: say("sharing.slip.hours"), value: <SlipHours say={say} {...place} /> },
        ]}
      />
      {place.takesCoupon ? <SlipCoupon say={say} name={name} coupon={coupon} /> : null}
    </section>
  );
}

function SlipHours({ say, hours, holidays }: Pick<SlipPlaceProps["place"], "hours" | "holidays"> & SaysToClient) {
  const schedule = describeSchedule(hours);
  if (schedule === null) return say("sharing.slip.hours-unknown");
  const lines = [
    ...(schedule.week ?? []).map((part) => hoursLine(say, part)),
    ...(schedule.parts.length > 0 ? [say("sharing.slip.hours-by-rule")] : []),
    ...(holidays ? [say("sharing.slip.hours-holidays")] : []),
  ];
  return (
    <ul className="plain-list">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function hoursLine(say: SayToClient, { from, to, spans }: WeekPart): string {
  const day = (weekday: number) => formatWeekday(weekday, say.language);
  const open = spans.map(({ opensMinute, closesMinute }) =>
    formatSpan(opensMinute, closesMinute, say.language, say("sharing.slip.hours-next-day")),
  );
  return say("sharing.slip.hours-line", {
    days: from === to ? day(from) : say("sharing.slip.hours-range", { from: day(from), to: day(to) }),
    spans: open.length > 0 ? say.list(open) : say("sharing.slip.hours-closed"),
  });
}

type SaysToClient = { readonly say: SayToClient };

/** What the provider is asked to do stands in the house's own language too: the client's may be another. */
function SlipCoupon({ say, name, coupon }: SaysToClient & { name: string; coupon: Coupon | null }) {
  const sayToStaff = useSay();
  return (
    <section className="slip-coupon">
      <h3>{say("sharing.slip.coupon")}</h3>
      {coupon ? (
        <>
          <p>{say("sharing.slip.coupon-lead")}</p>
          <QrPicture code={coupon.code} label={sayToStaff("arrival.slip.code")} />
          <p lang="en">{sayToStaff("arrival.slip.for-provider", { name })}</p>
          <p className="link-once">{coupon.link}</p>
        </>
      ) : null}
      <p>{say("sharing.slip.coupon-paper")}</p>
    </section>
  );
}
