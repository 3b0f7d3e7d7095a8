// One letter of the outbox, as it would have left. Not there in production.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { publicLoader } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { readLetter } from "#app/models/notification/outbox.server";
import type { PageHandle } from "#app/ui/page-handle";
import { Card, Facts, PageHeader, Stack } from "#app/ui/parts";

const params = z.object({ letterId: z.uuid() });

export const loader = publicLoader({ params }, async ({ params: { letterId } }) => {
  const { subject, body, toEmail, createdAt } = await readLetter(letterId);
  return { subject, body, toEmail, createdAt };
});

export const handle: PageHandle = { title: "notification.outbox.letter-title", frame: "wide" };

export default function LetterPage() {
  const say = useSay();
  const formats = useFormats();
  const { subject, body, toEmail, createdAt } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={subject} back={{ to: "/dev/mail", label: say("notification.outbox.back") }} />
      <Card>
        <Stack>
          <Facts
            facts={[
              { name: say("notification.outbox.to"), value: toEmail },
              { name: say("notification.outbox.written"), value: formats.instant(createdAt) },
            ]}
          />
          <p>{withLinks(body)}</p>
        </Stack>
      </Card>
    </>
  );
}

/** The text of a letter with its addresses made pressable; everything else stays text. */
function withLinks(body: string) {
  return body.split("\n").map((line, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines of a letter never move.
    <span key={place}>
      {/^https?:\/\/\S+$/.test(line) ? <a href={line}>{line}</a> : line}
      <br />
    </span>
  ));
}
