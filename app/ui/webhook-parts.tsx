// The page on which a house says where a partner's system is told of changes, and sees what it was told. From plain values.
import { useFormats, useSay } from "#app/i18n/speech";
import type { WebhookKind } from "#app/models/partner/webhook-kinds";
import {
  ActForm,
  Actions,
  ButtonLink,
  Card,
  CheckboxGroup,
  type Column,
  DataTable,
  Empty,
  Facts,
  HiddenField,
  Notice,
  PageHeader,
  Pager,
  Stack,
  SubmitButton,
  TextField,
  ToneTag,
} from "./parts";

type Instant = Date | string;

export interface WebhookOfPage {
  readonly url: string;
  readonly kinds: readonly string[];
  readonly secretMadeAt: Instant;
  readonly previousUntil: Instant | null;
  readonly offAt: Instant | null;
  readonly offReason: string | null;
}

export interface DeliveryOfPage {
  readonly id: string;
  readonly kind: string;
  readonly subjectId: string;
  readonly createdAt: Instant;
  readonly attempts: number;
  readonly nextTryAt: Instant | null;
  readonly deliveredAt: Instant | null;
  readonly status: number | null;
  readonly failure: string | null;
}

interface WebhookPageProps {
  readonly system: { readonly id: string; readonly name: string; readonly revokedAt: Instant | null };
  /** The system's own page. */
  readonly home: string;
  readonly webhook: WebhookOfPage | null;
  readonly kinds: readonly WebhookKind[];
  readonly deliveries: readonly DeliveryOfPage[];
  readonly next: string | null;
  /** Just made, and shown this once. */
  readonly secret: string | null;
}

export function WebhookPage({ system, home, webhook, kinds, deliveries, next, secret }: WebhookPageProps) {
  const say = useSay();
  const back = { to: home, label: system.name };
  if (secret) return <SecretPage name={system.name} secret={secret} back={back} home={home} />;
  const isOn = webhook !== null && webhook.offAt === null && system.revokedAt === null;
  return (
    <>
      <PageHeader title={say("webhook.title")} lead={say("webhook.lead")} back={back} />
      <Stack>
        {webhook ? <Standing webhook={webhook} /> : null}
        {system.revokedAt ? null : <WhereForm webhook={webhook} kinds={kinds} />}
        {webhook ? <Deliveries rows={deliveries} next={next} isOn={isOn} /> : null}
        {isOn ? <Deeds /> : null}
      </Stack>
    </>
  );
}

function SecretPage({
  name,
  secret,
  back,
  home,
}: {
  name: string;
  secret: string;
  back: { to: string; label: string };
  home: string;
}) {
  const say = useSay();
  return (
    <>
      <PageHeader title={say("webhook.secret-title", { name })} back={back} />
      <Card>
        <Stack>
          <Notice tone="warning">
            <p>{say("webhook.secret-lead")}</p>
          </Notice>
          <Facts facts={[{ name: say("webhook.secret"), value: <code>{secret}</code> }]} />
          <Actions>
            <ButtonLink to={`${home}/webhook`}>{say("webhook.copied")}</ButtonLink>
          </Actions>
        </Stack>
      </Card>
    </>
  );
}

function Standing({ webhook: { url, secretMadeAt, previousUntil, offAt, offReason } }: { webhook: WebhookOfPage }) {
  const say = useSay();
  const formats = useFormats();
  const reason = offReason === "gone" ? "gone" : "person";
  return (
    <>
      {offAt ? (
        <Notice tone="warning">
          <p>{say(`webhook.off-${reason}`, { day: formats.instantDay(offAt) })}</p>
        </Notice>
      ) : null}
      <Card>
        <Facts
          facts={[
            { name: say("webhook.url"), value: <code>{url}</code> },
            {
              name: say("webhook.standing"),
              value: <ToneTag tone={offAt ? "paused" : "done"}>{say(`webhook.${offAt ? "stopped" : "told"}`)}</ToneTag>,
            },
            { name: say("webhook.secret-since"), value: formats.instant(secretMadeAt) },
            ...(previousUntil ? [{ name: say("webhook.previous-until"), value: formats.instant(previousUntil) }] : []),
          ]}
        />
      </Card>
    </>
  );
}

function WhereForm({ webhook, kinds }: Pick<WebhookPageProps, "webhook" | "kinds">) {
  const say = useSay();
  const button = webhook === null ? "save" : webhook.offAt ? "on" : "change";
  return (
    <Card title={say("webhook.where")}>
      <ActForm formId="set">
        <HiddenField name="intent" value="set" />
        <TextField
          name="url"
          label={say("webhook.url")}
          hint={say("webhook.url-hint")}
          type="url"
          maxLength={500}
          defaultValue={webhook?.url ?? ""}
        />
        <CheckboxGroup
          name="kinds"
          label={say("webhook.kinds")}
          defaultValue={[...(webhook?.kinds ?? kinds)]}
          options={kinds.map((kind) => ({ value: kind, label: say(`webhook.kind.${kind}`) }))}
        />
        <SubmitButton>{say(`webhook.${button}`)}</SubmitButton>
      </ActForm>
    </Card>
  );
}

function Deeds() {
  const say = useSay();
  return (["try", "renew", "stop"] as const).map((intent) => (
    <Card key={intent} title={say(`webhook.${intent}-title`)}>
      <ActForm formId={intent}>
        <p>{say(`webhook.${intent}-lead`)}</p>
        <HiddenField name="intent" value={intent} />
        <SubmitButton look={intent === "stop" ? "danger" : "secondary"}>{say(`webhook.${intent}`)}</SubmitButton>
      </ActForm>
    </Card>
  ));
}

function Deliveries({ rows, next, isOn }: { rows: readonly DeliveryOfPage[]; next: string | null; isOn: boolean }) {
  const say = useSay();
  return (
    <Card title={say("webhook.list.title")}>
      <p className="soft">{say("webhook.list.lead")}</p>
      <DataTable
        caption={say("webhook.list.title")}
        holds="page"
        columns={useColumns(isOn)}
        rows={[...rows]}
        rowKey={({ id }) => id}
        empty={
          <Empty title={say("webhook.list.empty")} icon="notifications-none">
            {say("webhook.list.empty-lead")}
          </Empty>
        }
      />
      <Pager newer={null} older={next} />
    </Card>
  );
}

function useColumns(isOn: boolean): Column<DeliveryOfPage>[] {
  const say = useSay();
  const formats = useFormats();
  return [
    {
      id: "kind",
      header: say("webhook.list.kind"),
      main: true,
      cell: ({ kind }) => say(`webhook.kind.${kind as WebhookKind}`),
    },
    { id: "when", header: say("webhook.list.when"), whole: true, cell: ({ createdAt }) => formats.instant(createdAt) },
    { id: "state", header: say("webhook.list.state"), cell: (row) => <Outcome row={row} isOn={isOn} /> },
  ];
}

function Outcome({ row, isOn }: { row: DeliveryOfPage; isOn: boolean }) {
  const say = useSay();
  const { id, nextTryAt } = row;
  const standing = standingOf(row);
  return (
    <>
      <ToneTag tone={TONES[standing]}>{say(`webhook.list.${standing}`)}</ToneTag>
      <Tries row={row} />
      {isOn && nextTryAt === null ? (
        <ActForm formId={`again-${id}`}>
          <HiddenField name="intent" value="again" />
          <HiddenField name="deliveryId" value={id} />
          <SubmitButton look="quiet">{say("webhook.list.again")}</SubmitButton>
        </ActForm>
      ) : null}
    </>
  );
}

const TONES = { delivered: "done", waiting: "waiting", "not-yet": "act", "given-up": "refused" } as const;

function standingOf({ deliveredAt, nextTryAt, status, failure }: DeliveryOfPage): keyof typeof TONES {
  if (deliveredAt) return "delivered";
  if (nextTryAt === null) return "given-up";
  return status === null && failure === null ? "waiting" : "not-yet";
}

/** Why it was not taken, how often it was tried, and when it is tried next. */
function Tries({ row: { deliveredAt, nextTryAt, attempts, status, failure } }: { row: DeliveryOfPage }) {
  const say = useSay();
  const formats = useFormats();
  const answer = useAnswer(status, failure);
  if (deliveredAt || answer === null) return null;
  return (
    <p className="soft">
      {say("webhook.list.tries", { count: attempts, answer })}{" "}
      {nextTryAt ? say("webhook.list.next", { when: formats.instant(nextTryAt) }) : null}
    </p>
  );
}

function useAnswer(status: number | null, failure: string | null): string | null {
  const say = useSay();
  if (status !== null) return say("webhook.list.status", { status });
  if (failure === "address-refused" || failure === "timeout") return say(`webhook.list.failure.${failure}`);
  return failure === null ? null : say("webhook.list.failure.other", { code: failure });
}
