// How a story of the demo ends once its referral was sent: answered, planned, delivered, billed, closed. Sends nothing itself.
import { acceptOffer, askAboutOffer, declineOffer, waitlistOffer } from "#app/models/referral/answer-offer.server";
import { completeReferral, failReferral, holdReferral } from "#app/models/referral/carry.server";
import { closeReferral, withdrawReferral } from "#app/models/referral/end.server";
import { addDays } from "#app/models/values/calendar-day";
import type { ScheduleId } from "#app/models/values/ids";
import { type Asked, attend, authorize, nextWeekday, open } from "./acts";
import { arrive } from "./arrivals";
import { talk } from "./conversations";
import { bill } from "./money-acts";
import { reportGoals } from "./reports";
import { change, decide, schedule, type Timetable } from "./schedule-acts";
import type { DemoStage } from "./stage";
import { type Ending, type Scene, type Setting, type Told, untold } from "./story-scene";

const TALKED_ABOUT: readonly Ending[] = ["accepted", "on_hold", "planned"];

export async function answer(stage: DemoStage, setting: Setting, scene: Scene, asked: Asked): Promise<Told> {
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
    if (TALKED_ABOUT.includes(ending)) await talk(stage, scene, asked);
    if (ending !== "accepted") return deliver(stage, setting, scene, asked);
  }
  return untold(scene);
}

async function deliver(stage: DemoStage, setting: Setting, scene: Scene, asked: Asked): Promise<Told> {
  const { ending, staff, service, caseworker, number } = scene;
  const { today } = setting;
  const firstDay = nextWeekday(addDays(today, scene.began + 10), 1 + (number % 5));
  const goesOn = ending === "underway";
  const count = goesOn ? 14 : ending === "planned" || ending === "returned_plan" ? 10 : 8;
  const unitsEach = unitsOf(service.specialty.unitType);
  stage.at(scene.began + 5, 11);
  const terms = {
    serviceId: service.serviceId,
    unitType: service.specialty.unitType,
    fundId: scene.fundId,
    unitsHundredths: unitsEach * BigInt(ending === "proposed" ? 60 : goesOn ? 16 : 12),
    ...(goesOn ? { perWeek: unitsEach * 2n } : {}),
    startsOn: addDays(today, scene.began + 5),
    // One of them is nearly over, though its client goes on.
    endsOn: ending === "in_review" ? addDays(today, 21) : addDays(today, scene.began + 5 + 182),
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
  if (goesOn) {
    await arrive(stage, scene, asked);
    await reportGoals(stage, scene, asked);
  }
  // Where a service goes on, the last days wait to be recorded, and more is to come: a provider's page is not empty.
  await attend(stage, staff.practitioner, asked, today, { number, until: addDays(today, goesOn ? -7 : 1) });
  if (goesOn) await goOnLonger(stage, scene, scheduleId, timetable);
  return finish(stage, setting, scene, asked);
}

/** Two of those under way are to last longer: one change was approved, the other waits for its answer. */
async function goOnLonger(stage: DemoStage, scene: Scene, scheduleId: ScheduleId, timetable: Timetable) {
  const { number, staff, caseworker } = scene;
  if (number !== 0 && number !== 10) return;
  stage.at(-5, 10);
  const changed = await change(stage, staff.coordinator, scheduleId, { ...timetable, count: timetable.count + 2 });
  if (number === 10) return;
  stage.at(-5, 15);
  await decide(stage, caseworker, changed, true);
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
