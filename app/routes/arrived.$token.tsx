// Behind the code on a slip: whoever scanned it says, once, that the person who brought it arrived. Names nobody and no place; looking changes nothing.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { bearerAction, bearerLoader, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { readArrivalPage, sayArrived } from "#app/models/referral/arrival.server";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, SubmitButton } from "#app/ui/parts";

export const handle: PageHandle = { title: "arrival.page-title" };

export const loader = bearerLoader("arrival", { admits: ["used", "late"] }, ({ db }) => readArrivalPage(db));

export const action = bearerAction("arrival", { form: z.object({}) }, async ({ db, token }) => {
  await sayArrived(db);
  return redirectTo(`/arrived/${token}`);
});

export default function ArrivedPage() {
  const say = useSay();
  const formats = useFormats();
  const { standing, agencyName, arrivedAt, timeZone } = useLoaderData<typeof loader>();
  if (standing !== "open")
    return (
      <div className="large-print" role="status">
        <h1>{say(`arrival.${standing}-title`)}</h1>
        <p>{say(`arrival.${standing}`, { when: arrivedAt ? formats.instant(arrivedAt, timeZone) : "" })}</p>
      </div>
    );
  return (
    <div className="large-print">
      <h1>{say("arrival.title")}</h1>
      <p>{say("arrival.lead", { agency: agencyName })}</p>
      <ActForm formId="arrived">
        <SubmitButton look="act" icon="check">
          {say("arrival.button")}
        </SubmitButton>
      </ActForm>
      <p className="soft">{say("arrival.nobody")}</p>
    </div>
  );
}
