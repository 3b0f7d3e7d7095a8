// What a plan comes to beside what its authorization has left: the same facts for both sides. Takes counts; decides nothing.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { PlanDescription } from "#app/models/schedule/describe";
import { Facts } from "./facts";
import { Money } from "./money";
import { useRuleWords } from "./rule-words";
import { ToneTag } from "./state-tag";

type ScheduleFactsProps = {
  /** The desk's list of groups, where one is led to the schedule's. */
  groups: string;
  schedule: {
    groupId: string | null;
    groupName: string | null;
    practitionerName: string;
    locationName: string;
    submittedAt: Date | null;
    note: string;
  };
  authorization: { unitType: string; rateCents: bigint };
  weighed: { units: bigint; cents: bigint; leftAfter: bigint };
  described: PlanDescription | null;
  /** Still to be decided: then it matters what would be left. */
  open: boolean;
};

export function ScheduleFacts({ groups, schedule, authorization, weighed, described, open }: ScheduleFactsProps) {
  const say = useSay();
  const formats = useFormats();
  const ruleWords = useRuleWords();
  const { unitType, rateCents } = authorization;
  return (
    <Facts
      facts={[
        ...(described ? [{ name: say("schedule.page.repeats"), value: ruleWords(described) }] : []),
        { name: say("schedule.page.total"), value: formats.units(weighed.units, unitType) },
        ...(open
          ? [
              {
                name: say("schedule.page.left-after"),
                value: <LeftAfter left={weighed.leftAfter} unitType={unitType} />,
              },
            ]
          : []),
        {
          name: say("schedule.form.rate"),
          value: `${formats.money(rateCents)} ${say.any(`word.per-unit.${unitType}`)}`,
        },
        { name: say("schedule.page.price"), value: <Money cents={weighed.cents} /> },
        ...(schedule.groupId
          ? [
              {
                name: say("group.agency.in-group"),
                value: <Link to={`${groups}/${schedule.groupId}`}>{schedule.groupName}</Link>,
              },
            ]
          : []),
        { name: say("schedule.page.practitioner"), value: schedule.practitionerName },
        { name: say("schedule.page.place"), value: schedule.locationName },
        ...(schedule.submittedAt
          ? [{ name: say("schedule.page.sent"), value: formats.instant(schedule.submittedAt) }]
          : []),
        ...(schedule.note ? [{ name: say("schedule.page.note"), value: schedule.note }] : []),
      ]}
    />
  );
}

export function LeftAfter({ left, unitType }: { left: bigint; unitType: string }) {
  const say = useSay();
  const formats = useFormats();
  if (left >= 0n) return formats.units(left, unitType);
  return <ToneTag tone="refused">{say("schedule.page.too-much", { units: formats.units(-left, unitType) })}</ToneTag>;
}
