// Forty stories, one for each client of the demo, so that every list and desk has something real in it. Told in the order they happened.
import { addDays } from "#app/models/values/calendar-day";
import { draft, intake, plan, send } from "./acts";
import { planCare, prepareReviews } from "./care-plans";
import { answer } from "./endings";
import { payRuns, setReviewRule } from "./money-acts";
import { enterRequests } from "./requests";
import type { DemoStage } from "./stage";
import { type Ending, type Setting, type Story, sceneOf, type Told, untold } from "./story-scene";

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
  await setReviewRule(stage, cast);
  await prepareReviews(stage);
  await enterRequests(stage, cast);
}

const ONLY_SENT: readonly Ending[] = ["waiting", "overdue", "waiting_two"];

async function tell(stage: DemoStage, setting: Setting, story: Story): Promise<Told> {
  const scene = sceneOf(setting, story);
  stage.at(scene.began, 9);
  const known = await intake(stage, story.caseworker, story.number, scene.service.specialty);
  if (story.ending === "intake") return untold(story);
  stage.at(scene.began + 2, 11);
  await plan(stage, story.caseworker, known, story.number);
  await planCare(stage, story.caseworker, known, story.number, scene.began + 2);
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
