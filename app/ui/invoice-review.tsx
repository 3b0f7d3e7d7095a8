// What finance can do with an invoice as a whole: begin, approve what is left, approve, return, deny. Forms only; the deed decides.
import { useFormats, useSay } from "#app/i18n/speech";
import { INVOICE_REASONS } from "#app/models/invoice/codes";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { SelectField } from "./choice-fields";
import { Card } from "./layout-parts";
import { HiddenField, TextArea } from "./text-fields";

type ReviewMovesProps = {
  state: string;
  /** Digest of what this page shows. */
  seen: string;
  undecided: number;
  lines: number;
  /** How many of the undecided lines a check found something on. */
  found: number;
  totalCents: bigint;
  approvedCents: bigint;
  /** The reader decided a line: somebody else approves. */
  decidedByMe: boolean;
  reviewedByMe: boolean;
  reviewerName: string | null;
  /** What a dispute allows beyond the first decision. */
  moreCents: bigint;
};

export function ReviewMoves(props: ReviewMovesProps) {
  const say = useSay();
  if (props.state === "submitted") {
    return (
      <Card title={say("invoice.review.decide-title")} look="act">
        <p>{say("invoice.review.begin-lead")}</p>
        <ActForm formId="review">
          <HiddenField name="move" value="review" />
          <SubmitButton look="act">{say("invoice.review.begin")}</SubmitButton>
        </ActForm>
      </Card>
    );
  }
  if (props.state === "disputed") return <Conclude {...props} />;
  if (props.state !== "in_review") return null;
  return (
    <Card title={say("invoice.review.decide-title")} look="act">
      {props.undecided > 0 ? <ApproveRest {...props} /> : <Approve {...props} />}
      <TakeOver {...props} />
      <EndForm move="return" seen={props.seen} />
      <EndForm move="deny" seen={props.seen} />
    </Card>
  );
}

function ApproveRest({ undecided, lines, found }: ReviewMovesProps) {
  const say = useSay();
  return (
    <>
      <p>{say("invoice.review.rest-lead", { count: undecided })}</p>
      <p>{say(found > 0 ? "invoice.review.rest-found" : "invoice.review.rest-clear", { count: found })}</p>
      <ActForm formId="approve-rest">
        <HiddenField name="move" value="approve-rest" />
        <SubmitButton look="act">
          {undecided === lines ? say("invoice.review.all", { count: lines }) : say("invoice.review.rest")}
        </SubmitButton>
      </ActForm>
    </>
  );
}

/** A colleague is away: who takes over is who looks. */
function TakeOver({ reviewedByMe, reviewerName }: ReviewMovesProps) {
  const say = useSay();
  if (reviewedByMe || !reviewerName) return null;
  return (
    <ActDetails summary={say("dispute.take-over")} formId="take-over">
      <p>{say("dispute.take-over-lead", { name: reviewerName })}</p>
      <ActForm formId="take-over">
        <HiddenField name="move" value="take-over" />
        <SubmitButton look="secondary">{say("dispute.take-over")}</SubmitButton>
      </ActForm>
    </ActDetails>
  );
}

function Conclude(props: ReviewMovesProps) {
  const { seen, undecided, decidedByMe, moreCents } = props;
  const say = useSay();
  const formats = useFormats();
  if (undecided > 0 || decidedByMe) {
    return (
      <Card title={say("dispute.conclude.title")} look={undecided > 0 ? "act" : "plain"}>
        <p>
          {undecided > 0 ? say("dispute.conclude.waits", { count: undecided }) : say("dispute.second.not-you-dispute")}
        </p>
        <TakeOver {...props} />
      </Card>
    );
  }
  const adjusts = moreCents > 0n;
  return (
    <Card title={say("dispute.conclude.title")} look="act">
      <p>
        {adjusts
          ? say("dispute.conclude.adjust", { amount: formats.money(moreCents) })
          : say("dispute.conclude.uphold")}
      </p>
      <ActForm formId="conclude">
        <HiddenField name="move" value="conclude" />
        <HiddenField name="seen" value={seen} />
        <SubmitButton look="act">
          {say(adjusts ? "dispute.conclude.adjust-button" : "dispute.conclude.uphold-button")}
        </SubmitButton>
      </ActForm>
    </Card>
  );
}

function Approve({ seen, totalCents, approvedCents, decidedByMe }: ReviewMovesProps) {
  const say = useSay();
  const formats = useFormats();
  if (decidedByMe && approvedCents > 0n) {
    return (
      <>
        <p>{say("dispute.second.waits")}</p>
        <p className="soft">{say("dispute.second.not-you")}</p>
      </>
    );
  }
  if (approvedCents === 0n) return <p>{say("invoice.review.approve-none")}</p>;
  return (
    <>
      <p>
        {say("invoice.review.approve-lead", {
          approved: formats.money(approvedCents),
          total: formats.money(totalCents),
        })}
      </p>
      <ActForm formId="approve">
        <HiddenField name="move" value="approve" />
        <HiddenField name="seen" value={seen} />
        <SubmitButton look="act">
          {say(approvedCents === totalCents ? "invoice.review.approve" : "invoice.review.approve-part")}
        </SubmitButton>
      </ActForm>
    </>
  );
}

function EndForm({ move, seen }: { move: "return" | "deny"; seen: string }) {
  const say = useSay();
  return (
    <ActDetails summary={say(`invoice.review.${move}`)} formId={move}>
      <p>{say(`invoice.review.${move}-lead`)}</p>
      <ActForm formId={move}>
        <HiddenField name="move" value={move} />
        <HiddenField name="seen" value={seen} />
        <SelectField
          name="reasonCode"
          label={say("invoice.review.reason")}
          options={INVOICE_REASONS.map((value) => ({ value, label: say(`invoice.reason.${value}`) }))}
        />
        <TextArea name="reasonWords" label={say("invoice.review.words")} rows={3} maxLength={1000} />
        <SubmitButton look={move === "deny" ? "danger" : "secondary"}>
          {say(`invoice.review.${move}-button`)}
        </SubmitButton>
      </ActForm>
    </ActDetails>
  );
}
