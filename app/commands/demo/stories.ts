// Forty stories, one for each client of the demo, so that every list and desk has something real in it. Told in the order they happened.
import type { Actor } from "#app/access/actor";
import { acceptOffer, askAboutOffer, declineOffer, waitlistOffer } from "#app/models/referral/answer-offer.server";
import { completeReferral, failReferral, holdReferral } from "#app/models/referral/carry.server";
import { closeReferral, withdrawReferral } from "#app/models/referral/end.server";
import { addDays, type CalendarDay } from "#app/models/values/calendar-day";
import { type Asked, attend, authorize, decide, draft, intake, nextWeekday, open, plan, schedule, send } from "./acts";
import type { DemoProvider, DemoService, DemoSpecialty } from "./directory";
import type { Cast, DemoFund, Houses } from "./houses";
import { bill, payRuns } from "./money-acts";
import type { Chance } from "./random";
import type { DemoStage } from "./stage";

export interface Setting {
  readonly houses: Houses;
  readonly cast: Cast;
  readonly funds: Record<string, DemoFund>;
  readonly leaves: readonly DemoSpecialty[];
  readonly providers: readonly DemoProvider[];
  readonly today: CalendarDay;
  readonly chance: Chance;
}

/** How far a story goes; each includes what comes before it, unless it ends. */
export type Ending =
  | "intake"
  | "drafted"
  | "waiting"
  | "overdue"
  | "waiting_two"
  | "asked"
  | "waitlisted"
  | "declined"
  | "withdrawn"
  | "accepted"
  | "proposed"
  | "planned"
  | "returned_plan"
  | "underway"
  | "on_hold"
  | "invoice_draft"
  | "invoiced"
  | "in_review"
  | "invoice_returned"
  | "approved"
  | "approved_in_part"
  | "batched"
  | "paid"
  | "completed"
  | "failed"
  | "closed";

const harbor: readonly Ending[] = [
  "underway",
  "waiting",
  "closed",
  "invoiced",
  "waiting_two",
  "planned",
  "paid",
  "declined",
  "intake",
  "approved",
  "underway",
  "overdue",
  "in_review",
  "accepted",
  "returned_plan",
  "completed",
  "asked",
  "invoice_returned",
  "batched",
  "withdrawn",
  "on_hold",
  "approved_in_part",
  "waitlisted",
  "proposed",
  "invoice_draft",
  "failed",
  "drafted",
  "paid",
];
const bayview: readonly Ending[] = [
  "underway",
  "waiting",
  "paid",
  "planned",
  "accepted",
  "invoiced",
  "declined",
  "intake",
  "approved",
  "completed",
  "waiting_two",
  "underway",
];

export async function tellStories(stage: DemoStage, setting: Setting): Promise<void> {
  const { cast, funds } = setting;
  const told: Told[] = [];
  for (const [number, ending] of [...harbor, ...bayview].entries()) {
    const isHarbor = number < harbor.length;
    const caseworker = isHarbor ? (number % 3 === 2 ? cast.carl : cast.ines) : cast.otto;
    const people = { caseworker, supervisor: isHarbor ? cast.sol : cast.olga };
    const fund = isHarbor ? (number % 3 === 1 ? funds.aging : funds.community) : funds.bayview;
    told.push(
      await tell(stage, setting, {
        number,
        ending,
        ...people,
        fundId: fund?.id ?? "",
        agency: isHarbor ? "harbor" : "bayview",
      }),
    );
  }
  await payRuns(stage, setting, told);
}

export interface Story {
  readonly number: number;
  readonly ending: Ending;
  readonly caseworker: Actor;
  readonly supervisor: Actor;
  readonly fundId: string;
  readonly agency: "harbor" | "bayview";
}

export interface Told extends Story {
  readonly invoiceId: string | null;
}

interface Scene extends Story {
  readonly service: DemoService;
  readonly placeIds: readonly string[];
  readonly staff: Staff;
  readonly began: number;
}

interface Staff {
  readonly coordinator: Actor;
  readonly practitioner: Actor;
  readonly biller: Actor;
  readonly practitionerId: string;
}

const untold = (story: Story): Told => ({ ...story, invoiceId: null });
const ONLY_SENT: readonly Ending[] = ["waiting", "overdue", "waiting_two"];

async function tell(stage: DemoStage, setting: Setting, story: Story): Promise<Told> {
  const scene = sceneOf(setting, story);
  stage.at(scene.began, 9);
  const known = await intake(stage, story.caseworker, story.number, scene.service.specialty);
  if (story.ending === "intake") return untold(story);
  stage.at(scene.began + 2, 11);
  await plan(stage, story.caseworker, known, story.number);
  stage.at(scene.began + 3, 14);
  const { today } = setting;
  const answerBy = addDays(today, story.ending === "overdue" ? -1 : scene.began + 3 + 6);
  const asked = await draft(
    stage,
    story.caseworker,
    known,
    scene.placeIds,
    addDays(today, 180),
    answerBy,
    story.number % 4 === 1 ? "urgent" : "routine",
  );
  if (story.ending === "drafted") return untold(story);
  await send(stage, story.caseworker, asked);
  if (ONLY_SENT.includes(story.ending)) return untold(story);
  return answer(stage, setting, scene, asked);
}

async function answer(stage: DemoStage, setting: Setting, scene: Scene, asked: Asked): Promise<Told> {
  const { ending, staff, caseworker } = scene;
  const { coordinator } = staff;
  stage.at(scene.began + 4, 10);
  if (ending === "withdrawn") {
    await stage.as(caseworker, (db) =>
      withdrawReferral(db, caseworker, asked.referralId, { code: "need_met_elsewhere", words: "" }),
    );
    return untold(scene);
  }
  const offerId = await open(stage, coordinator, asked);
  if (ending === "declined")
    await stage.as(coordinator, (db) =>
      declineOffer(db, coordinator, offerId, { code: "no_capacity", words: "Full until the end of next month." }),
    );
  else if (ending === "asked")
    await stage.as(coordinator, (db) =>
      askAboutOffer(db, coordinator, offerId, "Is an afternoon possible? Mornings are full."),
    );
  else if (ending === "waitlisted")
    await stage.as(coordinator, (db) =>
      waitlistOffer(db, coordinator, offerId, {
        until: addDays(setting.today, 21),
        words: "A place comes free in three weeks.",
      }),
    );
  else {
    await stage.as(coordinator, (db) => acceptOffer(db, coordinator, offerId));
    if (ending !== "accepted") return deliver(stage, setting, scene, asked);
  }
  return untold(scene);
}

async function deliver(stage: DemoStage, setting: Setting, scene: Scene, asked: Asked): Promise<Told> {
  const { ending, staff, service, caseworker, number } = scene;
  const { today } = setting;
  const firstDay = nextWeekday(addDays(today, scene.began + 10), 1 + (number % 5));
  const count = ending === "planned" || ending === "returned_plan" ? 10 : 8;
  const unitsEach = unitsOf(service.specialty.unitType);
  stage.at(scene.began + 5, 11);
  const terms = {
    serviceId: service.serviceId,
    unitType: service.specialty.unitType,
    fundId: scene.fundId,
    unitsHundredths: unitsEach * BigInt(ending === "proposed" ? 60 : 12),
    startsOn: addDays(today, scene.began + 5),
    endsOn: addDays(today, scene.began + 5 + 182),
  };
  const authorizationId = await authorize(stage, scene, asked, terms, ending !== "proposed");
  if (ending === "proposed") return untold(scene);
  stage.at(scene.began + 6, 10);
  const timetable = {
    practitionerId: staff.practitionerId,
    locationId: service.places[0]?.locationId ?? "",
    firstDay,
    count,
    startMinute: (9 + Math.floor(number / 5)) * 60,
    lengthMinutes: 60,
  };
  const scheduleId = await schedule(stage, staff.coordinator, authorizationId, timetable);
  if (ending === "planned") return untold(scene);
  stage.at(scene.began + 8, 15);
  await decide(stage, caseworker, scheduleId, ending !== "returned_plan");
  if (ending === "returned_plan") return untold(scene);
  await attend(stage, staff.practitioner, asked, today, number);
  return finish(stage, setting, scene, asked);
}

const BILLED: readonly Ending[] = [
  "invoice_draft",
  "invoiced",
  "in_review",
  "invoice_returned",
  "approved",
  "approved_in_part",
  "batched",
  "paid",
  "completed",
  "closed",
];

async function finish(stage: DemoStage, setting: Setting, scene: Scene, asked: Asked): Promise<Told> {
  const { ending, staff, caseworker } = scene;
  const { coordinator } = staff;
  if (ending === "on_hold") {
    stage.at(-3, 10);
    await stage.as(coordinator, (db) =>
      holdReferral(db, coordinator, asked.referralId, "In hospital for two weeks; we keep the place."),
    );
  }
  const invoiceId = BILLED.includes(ending) ? await bill(stage, setting, scene, asked) : null;
  stage.at(-6, 14);
  if (ending === "failed")
    await stage.as(coordinator, (db) =>
      failReferral(db, coordinator, asked.referralId, {
        code: "client_withdrew",
        words: "Moved to a sister in another state.",
      }),
    );
  if (ending === "completed" || ending === "closed") {
    await stage.as(coordinator, (db) =>
      completeReferral(db, coordinator, asked.referralId, {
        code: "got_service",
        words: "All sessions held; goals reached.",
      }),
    );
  }
  if (ending === "closed") {
    stage.at(-5, 9);
    await stage.as(caseworker, (db) =>
      closeReferral(db, caseworker, asked.referralId, { code: "got_service", words: "", needMet: "yes" }),
    );
  }
  return { ...scene, invoiceId };
}

/** Units of one hour of service, in hundredths. */
function unitsOf(unitType: string): bigint {
  return unitType === "quarter_hour" ? 400n : 100n;
}

const AGES: Partial<Record<Ending, number>> = {
  intake: -2,
  drafted: -6,
  waiting: -5,
  overdue: -12,
  waiting_two: -4,
  asked: -6,
  waitlisted: -8,
  withdrawn: -20,
  declined: -15,
  accepted: -7,
  proposed: -9,
  planned: -10,
  returned_plan: -13,
};

function sceneOf(setting: Setting, story: Story): Scene {
  const { cast, providers } = setting;
  const own = story.number % 2 === 0 || story.agency === "bayview" ? 0 : 1;
  const provider = providers[own];
  if (!provider) throw new RangeError("no provider for the story");
  const service = provider.services[story.number % provider.services.length];
  const place = service?.places[0];
  if (!service || !place) throw new RangeError("no place for the story");
  const staff: Staff =
    own === 0
      ? {
          coordinator: cast.mara,
          practitioner: cast.pavel,
          biller: cast.bea,
          practitionerId: practitionerOf(provider, story.number),
        }
      : {
          coordinator: cast.sid,
          practitioner: cast.dana,
          biller: cast.bess,
          practitionerId: practitionerOf(provider, story.number),
        };
  const second =
    story.ending === "waiting_two"
      ? providers.find((other, at) => at > 2 && other.agencies.includes(story.agency))?.services[0]?.places[0]
      : undefined;
  return {
    ...story,
    service,
    staff,
    placeIds: [place.serviceAtLocationId, ...(second ? [second.serviceAtLocationId] : [])],
    began: AGES[story.ending] ?? -85 + (story.number % 7) * 2,
  };
}

const practitionerOf = (provider: DemoProvider, number: number): string =>
  provider.practitionerIds[number % provider.practitionerIds.length] ?? "";
