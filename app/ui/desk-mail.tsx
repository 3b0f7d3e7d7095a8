// Being told of a desk by mail: asked for on the desk itself, shown and stopped in one press elsewhere. Takes plain values; keeps nothing.
import { Link, useLocation } from "@remix-run/react";
import { useSay } from "#app/i18n/speech";
import { MAIL_DAYS, type MailedDeskName, mailedDesk, type STOPPED_FROM } from "#app/models/insight/desk-mail";
import type { DeskMail } from "#app/models/insight/desk-mail.server";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { SelectField } from "./choice-fields";
import { type Column, DataTable } from "./data-table";
import { ScreenOnly } from "./layout-parts";
import { HiddenField } from "./text-fields";

/** What the page is narrowed by goes along; the quarter is the one that runs on the day. */
export function AskDeskMail({ desk }: { desk: MailedDeskName }) {
  const say = useSay();
  const { search } = useLocation();
  return (
    <ScreenOnly>
      <ActDetails summary={say("desk-mail.ask")}>
        <ActForm formId="desk-mail" action="/notices/desks" lastResult={null}>
          <HiddenField name="intent" value="ask" />
          <HiddenField name="desk" value={desk} />
          <HiddenField name="search" value={search} />
          <SelectField
            name="day"
            label={say("desk-mail.when")}
            hint={say("desk-mail.hint")}
            emptyLabel={null}
            options={MAIL_DAYS.map((value) => ({ value, label: say(`desk-mail.day.${value}`) }))}
          />
          <SubmitButton look="secondary">{say("desk-mail.button")}</SubmitButton>
          <p className="soft">
            <Link to="/notices/desks">{say("desk-mail.all")}</Link>
          </p>
        </ActForm>
      </ActDetails>
    </ScreenOnly>
  );
}

type DeskMailTableProps = { mails: readonly DeskMail[]; back: (typeof STOPPED_FROM)[number] };

export function DeskMailTable({ mails, back }: DeskMailTableProps) {
  const say = useSay();
  const columns: Column<DeskMail>[] = [
    {
      id: "desk",
      header: say("desk-mail.desk"),
      main: true,
      cell: ({ desk, path }) => (
        <>
          <Link to={path}>{say(mailedDesk(desk).title)}</Link>
          {path.includes("?") ? (
            <>
              <br />
              <span className="soft">{say("desk-mail.narrowed")}</span>
            </>
          ) : null}
        </>
      ),
    },
    { id: "when", header: say("desk-mail.when"), cell: ({ day }) => say(`desk-mail.day.${day}`) },
    {
      id: "stop",
      header: say("desk-mail.stop"),
      headerHidden: true,
      cell: ({ id, desk }) => (
        <ActForm formId={`stop-${id}`} action="/notices/desks" lastResult={null}>
          <HiddenField name="intent" value="stop" />
          <HiddenField name="deskMailId" value={id} />
          <HiddenField name="back" value={back} />
          <SubmitButton look="secondary">
            {say("desk-mail.stop")}
            <span className="usa-sr-only"> {say(mailedDesk(desk).title)}</span>
          </SubmitButton>
        </ActForm>
      ),
    },
  ];
  return (
    <DataTable
      caption={say("desk-mail.title")}
      columns={columns}
      rows={mails}
      rowKey={({ id }) => id}
      holds="page"
      empty={<p className="soft">{say("desk-mail.none")}</p>}
    />
  );
}
