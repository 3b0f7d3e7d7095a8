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
  if (props.state !== "in_review") return null;
  return (
    <Card title={say("invoice.review.decide-title")} look="act">
      {props.undecided > 0 ? <ApproveRest {...props} /> : <Approve {...props} />}
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

function Approve({ seen, totalCents, approvedCents }: ReviewMovesProps) {
  const say = useSay();
  const formats = useFormats();
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
