// Hours that are known in words only: like rows together, what was read from them, and one answer for many.
import { useLoaderData } from "@remix-run/react";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { decideHours } from "#app/models/organization/decide-hours.server";
import { HoursReadingForm } from "#app/models/organization/hours-reading-forms";
import { readHoursInWords, type WordsGroup } from "#app/models/organization/hours-readings.server";
import { HoursBatches, WordsGroupCard } from "#app/ui/hours-readings";
import type { PageHandle } from "#app/ui/page-handle";
import { Empty, PageHeader, Stack } from "#app/ui/parts";

export const handle: PageHandle = { title: "hours.title" };

export const loader = loaderFor("hours:confirm", {}, ({ db }) => readHoursInWords(db));

export const action = actionFor("hours:confirm", { form: HoursReadingForm }, async ({ actor, db, form }) =>
  redirectTo("/network/hours", await decideHours(db, actor, form)),
);

export default function HoursInWordsPage() {
  const { waiting, isCut, likely, left, batches } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader title={say("hours.title")} lead={say("hours.lead")} />
      <Stack>
        {waiting === 0 ? (
          <Empty title={say("hours.empty")} icon="check-circle">
            {say("hours.empty-lead")}
          </Empty>
        ) : (
          <>
            <p className="soft">
              {say("hours.waiting", { count: waiting })} {isCut ? say("hours.cut") : null}
            </p>
            <Groups of="likely" {...likely} />
            <Groups of="left" {...left} />
          </>
        )}
        <HoursBatches batches={batches} />
      </Stack>
    </>
  );
}

type GroupsProps = { of: "likely" | "left"; groups: readonly WordsGroup[]; more: number };

function Groups({ of, groups, more }: GroupsProps) {
  const say = useSay();
  return (
    <section>
      <h2>{say(`hours.${of}`)}</h2>
      {groups.length === 0 ? <p className="soft">{say(`hours.${of}-none`)}</p> : <p>{say(`hours.${of}-lead`)}</p>}
      <Stack>
        {groups.map((group) => (
          <WordsGroupCard key={group.key} group={group} />
        ))}
      </Stack>
      {more > 0 ? <p className="soft">{say("hours.more", { count: more })}</p> : null}
    </section>
  );
}
