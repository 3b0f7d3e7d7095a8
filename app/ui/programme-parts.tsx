// Parts of the programmes' pages: the facts to fill in, benefits, members, and a case's enrolments. Takes plain values.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { EnrolmentLine, Member } from "#app/models/programme/read.server";
import { type Column, DataTable } from "./data-table";
import { Card, Empty } from "./layout-parts";
import { StateTag } from "./state-tag";
import { DateField, TextArea, TextField } from "./text-fields";

type Facts = { readonly name: string; readonly purpose: string; readonly benefits: readonly string[] };

export function ProgrammeFields({ known }: { known?: Facts }) {
  const say = useSay();
  return (
    <>
      <TextField name="name" label={say("programme.field.name")} defaultValue={known?.name} maxLength={120} />
      <TextArea
        name="purpose"
        label={say("programme.field.purpose")}
        defaultValue={known?.purpose}
        maxLength={500}
        rows={3}
        optional
      />
      <TextArea
        name="benefits"
        label={say("programme.field.benefits")}
        hint={say("programme.field.one-a-line")}
        defaultValue={known?.benefits.join("\n")}
        maxLength={4000}
        rows={4}
        optional
      />
    </>
  );
}

export function BenefitList({ benefits }: { benefits: readonly string[] }) {
  const say = useSay();
  if (benefits.length === 0) return <p className="soft">{say("programme.page.no-benefits")}</p>;
  return (
    <ul>
      {benefits.map((benefit) => (
        <li key={benefit}>{benefit}</li>
      ))}
    </ul>
  );
}

type CohortFacts = {
  readonly name: string;
  readonly place: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
};

export function CohortFields({ known }: { known?: CohortFacts }) {
  const say = useSay();
  return (
    <>
      <TextField name="name" label={say("programme.cohort.name")} defaultValue={known?.name} maxLength={120} />
      <TextField
        name="place"
        label={say("programme.cohort.place")}
        defaultValue={known?.place}
        maxLength={200}
        optional
      />
      <DateField name="startsOn" label={say("programme.cohort.starts")} defaultValue={known?.startsOn} />
      <DateField
        name="endsOn"
        label={say("programme.cohort.ends")}
        defaultValue={known?.endsOn ?? undefined}
        optional
      />
    </>
  );
}

export function MemberTable({
  members,
  caption,
  empty,
}: {
  members: readonly Member[];
  caption: string;
  empty: string;
}) {
  const say = useSay();
  const formats = useFormats();
  const columns: Column<Member>[] = [
    {
      id: "name",
      header: say("word.name"),
      main: true,
      cell: ({ id, name }) => <Link to={`/agency/enrolments/${id}`}>{name}</Link>,
    },
    {
      id: "case",
      header: say("programme.member.case"),
      whole: true,
      cell: ({ caseId, caseNumber }) => <Link to={`/agency/cases/${caseId}`}>{caseNumber}</Link>,
    },
    {
      id: "state",
      header: say("programme.member.state"),
      cell: ({ state }) => <StateTag lifecycle="enrolment" state={state} />,
    },
    { id: "stage", header: say("programme.member.stage"), cell: ({ stage }) => stage ?? "–" },
    { id: "cohort", header: say("programme.member.cohort"), cell: ({ cohort }) => cohort ?? "–" },
    {
      id: "since",
      header: say("programme.member.since"),
      whole: true,
      cell: ({ since }) => formats.instantDay(since),
    },
  ];
  return (
    <DataTable
      caption={caption}
      rows={members}
      rowKey={({ id }) => id}
      holds="page"
      columns={columns}
      empty={<Empty title={empty} icon="people" />}
    />
  );
}

/** What a case's client is enrolled in, on the case page and the page of its programmes. */
export function EnrolmentList({ enrolments }: { enrolments: readonly EnrolmentLine[] }) {
  const say = useSay();
  const formats = useFormats();
  if (enrolments.length === 0) return <p className="soft">{say("programme.case.none")}</p>;
  return (
    <ul className="plain-list">
      {enrolments.map(({ id, programme, state, stage, cohort, since, endedAt, reasonCode }) => (
        <li key={id}>
          <Link to={`/agency/enrolments/${id}`}>{programme}</Link> <StateTag lifecycle="enrolment" state={state} />
          <span className="soft">
            {" "}
            {[
              stage,
              cohort,
              endedAt ? say("programme.case.ended", { day: formats.instantDay(endedAt) }) : null,
              reasonCode ? say.any(`programme.leaving.${reasonCode}`) : null,
              endedAt ? null : say("programme.case.since", { day: formats.instantDay(since) }),
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </li>
      ))}
    </ul>
  );
}

export function CaseProgrammes({ caseId, enrolments }: { caseId: string; enrolments: readonly EnrolmentLine[] }) {
  const say = useSay();
  return (
    <Card
      title={say("programme.case.title")}
      aside={<Link to={`/agency/cases/${caseId}/programmes`}>{say("programme.case.all")}</Link>}
    >
      <EnrolmentList enrolments={enrolments} />
    </Card>
  );
}
