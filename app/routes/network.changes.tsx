// Changes to providers' facts that wait for a look, oldest first: what stands now beside what is asked for. Many are accepted at once.
import { Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { markParam } from "#app/database/page.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { type ChangeRow, readChangeQueue } from "#app/models/organization/change-queue.server";
import { decideChanges } from "#app/models/organization/decide-change.server";
import { DecideForm } from "#app/models/organization/keeping-forms";
import { countDifferences } from "#app/models/organization/read-differences.server";
import { ChangeTable } from "#app/ui/change-parts";
import { DifferencesNotice } from "#app/ui/difference-parts";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActDetails,
  ActForm,
  ButtonLink,
  Card,
  Empty,
  HiddenField,
  Notice,
  PageHeader,
  Pager,
  Stack,
  SubmitButton,
  TextArea,
  ToneTag,
} from "#app/ui/parts";
import { PickBox } from "#app/ui/pick-box";

export const handle: PageHandle = { title: "keeping.changes.title" };

export const loader = loaderFor("change:decide", { query: z.object({ after: markParam }) }, async ({ db, query }) => ({
  ...(await readChangeQueue(db, query.after)),
  differences: await countDifferences(db),
}));

export const action = actionFor("change:decide", { form: DecideForm }, async ({ actor, db, form }) =>
  redirectTo("/network/changes", await decideChanges(db, actor, form)),
);

export default function ChangesPage() {
  const { rows, next, differences } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <>
      <PageHeader
        title={say("keeping.changes.title")}
        lead={say("keeping.changes.lead")}
        actions={
          <ButtonLink to="/network/settings" look="secondary" icon="settings">
            {say("keeping.rules.title")}
          </ButtonLink>
        }
      />
      <DifferencesNotice count={differences} to="/network/differences" />
      {rows.length === 0 ? (
        <Empty title={say("keeping.changes.empty")} icon="check-circle">
          {say("keeping.changes.empty-lead")}
        </Empty>
      ) : (
        <Stack>
          <AcceptMany rows={rows} />
          {rows.map((row) => (
            <ChangeCard key={row.id} row={row} />
          ))}
        </Stack>
      )}
      <Pager newer={null} older={next} />
    </>
  );
}

const nameOf = (say: ReturnType<typeof useSay>, { organizationName, factGroup, about }: ChangeRow) =>
  [organizationName, say.any(`keeping.group.${factGroup}`), about].filter(Boolean).join(" · ");

/** The same list in a few words, to tick what was read; what changed meanwhile is looked at alone. */
function AcceptMany({ rows }: { rows: readonly ChangeRow[] }) {
  const say = useSay();
  const plain = rows.filter(({ stale }) => !stale);
  if (plain.length < 2) return null;
  return (
    <Card title={say("keeping.changes.many")}>
      <ActForm formId="accept">
        <HiddenField name="intent" value="accept" />
        <ul className="plain-list pick-list">
          {plain.map((row) => (
            <li key={row.id}>
              <PickBox name="changes" value={row.id} label={nameOf(say, row)} picked={false} />
              <a href={`#change-${row.id}`}>{nameOf(say, row)}</a>
            </li>
          ))}
        </ul>
        <SubmitButton look="secondary">{say("keeping.changes.accept-ticked")}</SubmitButton>
      </ActForm>
    </Card>
  );
}

function ChangeCard({ row }: { row: ChangeRow }) {
  const say = useSay();
  const formats = useFormats();
  const name = nameOf(say, row);
  return (
    <div id={`change-${row.id}`}>
      <Card
        title={[say.any(`keeping.group.${row.factGroup}`), row.about].filter(Boolean).join(" · ")}
        aside={<Link to={`/network/organizations/${row.organizationId}`}>{row.organizationName}</Link>}
      >
        <p className="soft">
          {say(row.byLink ? "keeping.changes.by-link" : "keeping.changes.by-provider", {
            when: formats.instant(row.createdAt),
          })}{" "}
          {row.stale ? <ToneTag tone="act">{say("keeping.changes.stale")}</ToneTag> : null}
        </p>
        {row.stale ? (
          <Notice tone="warning">
            <p>{say("keeping.changes.stale-lead")}</p>
          </Notice>
        ) : null}
        <ChangeTable change={row} about={name} />
        <div className="change-moves">
          <AcceptOne row={row} name={name} />
          <ActDetails formId={`decline-${row.id}`} summary={say("keeping.changes.decline")}>
            <ActForm formId={`decline-${row.id}`}>
              <HiddenField name="intent" value="decline" />
              <HiddenField name="changeId" value={row.id} />
              <TextArea name="words" label={say("keeping.changes.why")} rows={2} maxLength={1000} />
              <SubmitButton look="secondary">
                <span aria-hidden="true">{say("keeping.changes.decline")}</span>
                <span className="usa-sr-only">{say("keeping.changes.decline-of", { name })}</span>
              </SubmitButton>
            </ActForm>
          </ActDetails>
        </div>
      </Card>
    </div>
  );
}

function AcceptOne({ row, name }: { row: ChangeRow; name: string }) {
  const say = useSay();
  const word = say(row.stale ? "keeping.changes.accept-anyway" : "keeping.changes.accept");
  return (
    <ActForm formId={`accept-${row.id}`}>
      <HiddenField name="intent" value={row.stale ? "accept-anyway" : "accept"} />
      <HiddenField name={row.stale ? "changeId" : "changes"} value={row.id} />
      <SubmitButton>
        <span aria-hidden="true">{word}</span>
        <span className="usa-sr-only">{say("keeping.changes.accept-of", { name })}</span>
      </SubmitButton>
    </ActForm>
  );
}
