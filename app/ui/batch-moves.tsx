// The one next step of a payment batch, for who may take it; for the others, who must. Forms only; the deed decides.
import { useSay } from "#app/i18n/speech";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { ButtonLink, SubmitButton } from "./button";
import { Card } from "./layout-parts";
import { DateField, HiddenField, TextField } from "./text-fields";

type BatchMovesProps = {
  batchId: string;
  state: string;
  /** Digest of what this page shows. */
  seen: string;
  /** The sum, as it is read. */
  amount: string;
  /** Whether the reader made the batch. */
  mine: boolean;
  /** Whether the reader approved an invoice in it. */
  decided: boolean;
  isApprover: boolean;
  /** Whether a payment in it is on its way. */
  going: boolean;
  /** YYYY-MM-DD at the agency. */
  today: string;
};

export function BatchMoves(props: BatchMovesProps) {
  switch (props.state) {
    case "open":
      return <Release {...props} />;
    case "approved":
      return <MakeFile />;
    case "exported":
    case "partly_returned":
      return props.going ? <Settle {...props} /> : <Download {...props} />;
    case "settled":
      return <Download {...props} />;
    default:
      return null;
  }
}

function Release(props: BatchMovesProps) {
  const say = useSay();
  const obstacle = obstacleOf(props);
  return (
    <Card title={say("finance.batch.release")} look={obstacle ? "plain" : "act"}>
      {obstacle ? (
        <p>{say(obstacle)}</p>
      ) : (
        <>
          <p>{say("finance.batch.release-lead", { amount: props.amount })}</p>
          <ActForm formId="release">
            <HiddenField name="move" value="approve" />
            <HiddenField name="seen" value={props.seen} />
            <SubmitButton look="act">{say("finance.batch.release-button")}</SubmitButton>
          </ActForm>
        </>
      )}
      <ActDetails summary={say("finance.batch.discard")} formId="discard">
        <p>{say("finance.batch.discard-lead")}</p>
        <ActForm formId="discard">
          <HiddenField name="move" value="discard" />
          <SubmitButton look="danger">{say("finance.batch.discard-button")}</SubmitButton>
        </ActForm>
      </ActDetails>
    </Card>
  );
}

function obstacleOf({ mine, decided, isApprover }: BatchMovesProps) {
  if (!isApprover) return "finance.batch.release-not-approver";
  if (mine) return "finance.batch.release-not-made";
  return decided ? "finance.batch.release-not-approved" : null;
}

function MakeFile() {
  const say = useSay();
  return (
    <Card title={say("finance.batch.file")} look="act">
      <p>{say("finance.batch.file-lead")}</p>
      <ActForm formId="export">
        <HiddenField name="move" value="export" />
        <SubmitButton look="act">{say("finance.batch.file-button")}</SubmitButton>
      </ActForm>
    </Card>
  );
}

function Download({ batchId }: BatchMovesProps) {
  const say = useSay();
  return (
    <ButtonLink to={`/finance/batches/${batchId}/file`} look="secondary" download>
      {say("finance.batch.download")}
    </ButtonLink>
  );
}

function Settle(props: BatchMovesProps) {
  const say = useSay();
  return (
    <>
      <Download {...props} />
      <Card title={say("finance.batch.settle")} look="act">
        <p>{say("finance.batch.settle-lead")}</p>
        <ActForm formId="settle">
          <HiddenField name="move" value="settle" />
          <DateField name="settledOn" label={say("finance.batch.day")} max={props.today} defaultValue={props.today} />
          <TextField name="reference" label={say("finance.batch.reference")} maxLength={100} />
          <SubmitButton look="act">{say("finance.batch.settle-button")}</SubmitButton>
        </ActForm>
      </Card>
    </>
  );
}
