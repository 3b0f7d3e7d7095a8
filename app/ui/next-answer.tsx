// Why an offer comes where it does in an inbox: what presses in the colour of what presses, what waits for somebody else quietly. Takes plain values.
import { useFormats, useSay } from "#app/i18n/speech";
import { type AnswerReason, answerReason } from "../models/referral/next-answer";
import { ToneTag } from "./state-tag";

const PRESSES: readonly AnswerReason[] = ["overdue", "today", "urgent", "place-free"];
const OF_THE_PLACE: readonly AnswerReason[] = ["waits-for-place", "place-free"];

type Waiting = {
  state: string;
  summary: { urgency: string };
  answerBy: string | null;
  waitlistUntil: string | null;
};

export function NextAnswer({ offer, today }: { offer: Waiting; today: string }) {
  const say = useSay();
  const formats = useFormats();
  const reason = answerReason({ ...offer, urgency: offer.summary.urgency }, today);
  const day = OF_THE_PLACE.includes(reason) ? offer.waitlistUntil : offer.answerBy;
  const words =
    reason === "urgent" && !day
      ? say("portal.list.reason.urgent-whenever")
      : say(`portal.list.reason.${reason}`, { day: day ? formats.day(day) : "" });
  return PRESSES.includes(reason) ? <ToneTag tone="act">{words}</ToneTag> : <span>{words}</span>;
}
