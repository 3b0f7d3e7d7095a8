// One supervision: what was agreed on which case, beside the cases, and when the two talk again. The caseworker confirms it; nobody rewrites it.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { readSupervision } from "#app/models/case/read-supervision.server";
import { confirmSupervision } from "#app/models/case/supervision.server";
import { idParam, type SupervisionId } from "#app/models/values/ids";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActForm,
  ButtonLink,
  Card,
  Columns,
  Facts,
  HiddenField,
  Notice,
  PageHeader,
  Stack,
  StateTag,
  SubmitButton,
} from "#app/ui/parts";

const params = z.object({ supervisionId: idParam<SupervisionId>() });

export const handle: PageHandle = { title: "supervision.list.title" };

export const loader = loaderFor(
  "supervision:read",
  { params, records: true },
  ({ actor, db, params: { supervisionId } }) => readSupervision(db, actor, supervisionId),
);

export const action = actionFor(
  "supervision:read",
  { params, form: z.object({ intent: z.literal("confirm") }) },
  async ({ actor, db, params: { supervisionId } }) => {
    await confirmSupervision(db, actor, supervisionId);
    return redirectTo(`/agency/supervision/${supervisionId}`, "supervision.page.confirm-done");
  },
);

export default function SupervisionPage() {
  const talk = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  return (
    <>
      <PageHeader
        title={say("supervision.page.title", { day: formats.day(talk.heldOn) })}
        beside={<StateTag lifecycle="supervision" state={talk.state} />}
        lead={say("supervision.page.lead", { supervisor: talk.supervisor, caseworker: talk.caseworker })}
        back={{ to: "/agency/supervision", label: say("supervision.page.back") }}
        actions={
          talk.mayCorrect ? (
            <ButtonLink to={`/agency/supervision/new?corrects=${talk.id}`} look="secondary">
              {say("supervision.page.correct")}
            </ButtonLink>
          ) : null
        }
      />
      {talk.correctedBy ? (
        <Notice tone="warning">
          {say("supervision.page.corrected")}{" "}
          <Link to={`/agency/supervision/${talk.correctedBy}`}>{say("supervision.page.newest")}</Link>
        </Notice>
      ) : null}
      <Columns
        main={
          <Stack>
            <Agreed />
            <Card title={say("supervision.page.words")}>
              <p className={talk.words ? "note-words" : "soft"}>{talk.words || say("supervision.page.words-none")}</p>
            </Card>
          </Stack>
        }
        aside={
          <Stack>
            {talk.mayConfirm ? <Confirm /> : null}
            <About />
          </Stack>
        }
      />
    </>
  );
}

function Agreed() {
  const { cases, ofTwo } = useLoaderData<typeof loader>();
  const say = useSay();
  const none = ofTwo ? "supervision.page.cases-none" : "supervision.page.cases-closed";
  return (
    <Card title={say("supervision.page.cases")}>
      {cases.length === 0 ? <p className="soft">{say(none)}</p> : null}
      <ul className="notes">
        {cases.map(({ id, number, clientName, agreed }) => (
          <li key={id}>
            <Link to={`/agency/cases/${id}`}>
              <span className="figures">{number}</span> {clientName}
            </Link>
            <p className="note-words">{agreed}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function About() {
  const talk = useLoaderData<typeof loader>();
  const say = useSay();
  const formats = useFormats();
  return (
    <Card title={say("supervision.list.title")}>
      <Facts
        facts={[
          {
            name: say("supervision.page.next"),
            value: talk.nextOn ? formats.day(talk.nextOn) : say("supervision.page.next-none"),
          },
          { name: say("supervision.page.written"), value: formats.instant(talk.createdAt) },
          {
            name: say("supervision.page.confirmed"),
            value: talk.confirmedAt
              ? formats.instant(talk.confirmedAt)
              : say("supervision.page.not-confirmed", { name: talk.caseworker }),
          },
        ]}
      />
      {talk.correctsId ? (
        <p className="case-links">
          <Link to={`/agency/supervision/${talk.correctsId}`}>{say("supervision.page.corrects")}</Link>
        </p>
      ) : null}
    </Card>
  );
}

function Confirm() {
  const say = useSay();
  return (
    <Card title={say("supervision.page.confirm")} look="act">
      <p>{say("supervision.page.confirm-lead")}</p>
      <ActForm formId="confirm">
        <HiddenField name="intent" value="confirm" />
        <SubmitButton>{say("supervision.page.confirm")}</SubmitButton>
      </ActForm>
    </Card>
  );
}
