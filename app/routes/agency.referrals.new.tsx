// The guided way to a referral, four steps of one draft: need and places, what is shared, urgency and message, review and send.
import { type ShouldRevalidateFunctionArgs, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import type { Db } from "#app/database/as-actor.server";
import { useSay } from "#app/i18n/speech";
import { keepDocument } from "#app/models/consent/document-store.server";
import { fileDocument } from "#app/models/consent/documents.server";
import { recordConsent } from "#app/models/consent/record-consent.server";
import { nextForm } from "#app/models/referral/asked-forms.server";
import {
  choosePlaces,
  chooseShared,
  discardDraft,
  draftReferral,
  lockDraft,
  writeDetails,
} from "#app/models/referral/draft.server";
import { NewReferralForm } from "#app/models/referral/forms";
import { readNewReferral } from "#app/models/referral/read-new.server";
import { sendReferral } from "#app/models/referral/send.server";
import {
  asId,
  type CaseId,
  type ClientId,
  idParam,
  type NeedId,
  type PlannedServiceId,
  type ReferralId,
} from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import { ButtonLink, Empty, PageHeader, Stack, Steps } from "#app/ui/parts";
import { CaseStep, DiscardForm, PlacesStep, PlannedNotice } from "#app/ui/referral-place-step";
import { DetailsStep, ReviewStep } from "#app/ui/referral-review-step";
import { SharedStep } from "#app/ui/referral-shared-step";

const one = <Shape extends z.ZodType>(shape: Shape) =>
  z.preprocess((value) => (Array.isArray(value) ? value[0] : value), shape);
const query = z.object({
  draft: one(idParam<ReferralId>().optional().catch(undefined)),
  case: one(idParam<CaseId>().optional().catch(undefined)),
  need: one(idParam<NeedId>().optional().catch(undefined)),
  planned: one(idParam<PlannedServiceId>().optional().catch(undefined)),
  place: z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(z.guid()).max(3)).catch([]),
  step: one(z.coerce.number().int().min(1).max(4).optional().catch(undefined)),
});

export const handle = { title: "referral.new.title" };

/** What is kept while one writes is what stands on the page already. */
export function shouldRevalidate({ formAction, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs): boolean {
  return formAction?.endsWith("/referrals/new/keep") ? false : defaultShouldRevalidate;
}

export const loader = loaderFor("referral:send", { query, records: true }, async ({ actor, db, query }) => {
  const found = await readNewReferral(db, actor, {
    draftId: query.draft ?? null,
    caseId: query.case ?? null,
    needId: query.need ?? null,
    plannedId: query.planned ?? null,
    places: query.place,
    step: query.step ?? null,
  });
  return { ...found, asked: query.place };
});

export const action = actionFor(
  "referral:send",
  { form: NewReferralForm, files: true },
  async ({ actor, db, form, files }) => {
    if (form.intent === "places") {
      const id = form.draftId ?? (await draftReferral(db, actor, form, form.plannedId ?? null));
      if (form.draftId) await choosePlaces(db, id, form);
      return form.later ? untilLater() : redirectTo(stepAddress(id, 2));
    }
    const id = form.draftId;
    switch (form.intent) {
      case "shared":
        await chooseShared(db, id, form);
        return form.later ? untilLater() : redirectTo(stepAddress(id, 3));
      case "consent": {
        const draft = await lockDraft(db, id);
        await recordConsent(db, actor, asId<ClientId>(draft.clientId), form);
        return redirectTo(stepAddress(id, 2), "consent.record.done");
      }
      case "upload": {
        const [file] = files;
        if (!file) throw new Refusal("document.missing", 400);
        const draft = await lockDraft(db, id);
        await fileDocument(db, actor, asId<ClientId>(draft.clientId), await keepDocument(file));
        return redirectTo(stepAddress(id, 2), "consent.document.done");
      }
      case "details":
        await writeDetails(db, actor, id, form);
        return form.later ? untilLater() : redirectTo(await afterDetails(db, id));
      case "send":
        await sendReferral(db, actor, id, form.outsideReason);
        return redirectTo(`/agency/referrals/${id}`, "referral.review.sent");
      case "discard":
        await discardDraft(db, actor, id);
        return redirectTo("/agency/referrals", "referral.new.discarded");
    }
  },
);

const untilLater = () => redirectTo("/agency/referrals?view=drafts", "referral.new.kept-for-later");
const stepAddress = (id: string, step: number) => `/agency/referrals/new?draft=${id}&step=${step}`;

/** A form that nobody has looked at comes before the review. */
async function afterDetails(db: Db, id: ReferralId): Promise<string> {
  const formId = await nextForm(db, id);
  return formId ? `/agency/referrals/new/form?draft=${id}&form=${formId}` : stepAddress(id, 4);
}

const STEPS = ["places", "shared", "details", "review"] as const;

export default function NewReferralPage() {
  const say = useSay();
  const data = useLoaderData<typeof loader>();
  if (data.kind === "choose-case") return <ChooseCase cases={data.cases} places={data.asked} />;
  const { draft, step } = data;
  const steps = STEPS.map((name, position) => ({
    label: say(`referral.new.steps.${name}`),
    ...(draft ? { to: stepAddress(draft.id, position + 1) } : {}),
  }));
  return (
    <>
      <PageHeader
        title={draft ? say("referral.new.title-draft", { number: draft.number }) : say("referral.new.title")}
        lead={say("referral.new.for", { name: data.opened.clientName, number: data.opened.clientNumber })}
        back={{ to: "/agency/referrals", label: say("referral.detail.back") }}
      />
      <Steps steps={steps} current={step - 1} />
      <Stack>
        {data.planned ? <PlannedNotice planned={data.planned} /> : null}
        {step === 1 || !draft ? (
          <PlacesStep
            draftId={draft?.id ?? null}
            plannedId={data.planned?.id ?? null}
            opened={data.opened}
            options={data.options}
            chosen={data.chosen}
          />
        ) : step === 2 ? (
          <SharedStep draft={draft} name={data.opened.clientName} today={data.today} until={data.until} />
        ) : step === 3 ? (
          <DetailsStep draft={draft} today={data.today} clocks={data.clocks} />
        ) : (
          <ReviewStep draft={draft} />
        )}
        {draft ? <DiscardForm draftId={draft.id} /> : null}
      </Stack>
    </>
  );
}

type ChooseCaseProps = Parameters<typeof CaseStep>[0];

/** A referral that nobody has chosen a case for yet. */
function ChooseCase({ cases, places }: ChooseCaseProps) {
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("referral.new.choose-case")}
        lead={say("referral.new.choose-case-lead")}
        back={{ to: "/agency/referrals", label: say("referral.detail.back") }}
        actions={
          <ButtonLink to="/agency/cases" look="secondary">
            {say("referral.new.other-case")}
          </ButtonLink>
        }
      />
      {cases.length > 0 ? (
        <CaseStep cases={cases} places={places} />
      ) : (
        <Empty
          title={say("referral.new.no-case")}
          action={<ButtonLink to="/agency/cases">{say("ui.navigation.cases")}</ButtonLink>}
        >
          {say("referral.new.no-case-lead")}
        </Empty>
      )}
    </>
  );
}
