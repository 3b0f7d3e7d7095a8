// The opening hours of one service at one place, read back, with the editor folded away below. Takes plain values; saves nothing itself.
import { useSay } from "#app/i18n/speech";
import type { OwnService } from "#app/models/organization/read-own.server";
import { ActDetails } from "./act-details";
import { WeekSlips } from "./hours-slips";
import { Card } from "./layout-parts";
import { WeekEditor } from "./week-editor";
import { WeekWords } from "./week-words";

type CardProps = { service: OwnService; mayEdit: boolean };

export function HoursCard({ service, mayEdit }: CardProps) {
  const say = useSay();
  const { ownHours, hours, holidays, opensAt, hoursText, servicesHere, timeZone } = service;
  const zone = timeZone.replaceAll("_", " ").split("/").at(-1) ?? "";
  return (
    <Card title={say("organization.one.hours")}>
      <p className="soft">
        {ownHours ? say("organization.one.own-hours") : say("organization.one.place-hours", { count: servicesHere })}{" "}
        {say("ui.hours.zone", { zone })}
      </p>
      <WeekWords hours={hours} holidays={holidays} opens={opensAt ? { at: opensAt, zone: timeZone } : null} />
      {hours.length === 0 && hoursText ? (
        <p className="soft">{say("organization.one.as-text", { text: hoursText })}</p>
      ) : null}
      <WeekSlips hours={hours} />
      {mayEdit ? (
        <ActDetails formId="week" summary={say("organization.one.edit-hours")}>
          <WeekEditor key={JSON.stringify(hours)} hours={hours} hoursText={hoursText} ownHours={ownHours} />
        </ActDetails>
      ) : null}
    </Card>
  );
}
