// The agency's settings: its name and words, its clock, its rules. An administrator changes them; which ones is recorded.
import { Link, useLoaderData } from "@remix-run/react";
import { agencyOf } from "#app/access/actor";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { SettingsForm } from "#app/models/agency/forms";
import { readAgency } from "#app/models/agency/read.server";
import { REPORT_EVERY } from "#app/models/agency/report-every";
import { changeSettings } from "#app/models/agency/settings.server";
import { TIME_ZONES } from "#app/models/agency/time-zones";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActForm,
  Card,
  Checkbox,
  MoneyField,
  NumberField,
  PageHeader,
  RadioGroup,
  SelectField,
  Stack,
  SubmitButton,
  TextField,
} from "#app/ui/parts";

export const loader = loaderFor("agency:settings", {}, async ({ actor, db }) => {
  const agency = await readAgency(db, agencyOf(actor));
  const { name, words, timeZone, distanceUnit, caseworkerLimitCents, answerDays, directoryPublic, screeningApprovals } =
    agency;
  const limit = `${caseworkerLimitCents / 100n}.${String(caseworkerLimitCents % 100n).padStart(2, "0")}`;
  return {
    name,
    words,
    timeZone,
    distanceUnit,
    limit,
    answerDays: String(answerDays),
    graceDays: String(agency.graceDays),
    whenUnanswered: agency.whenUnanswered,
    requestDays: String(agency.requestDays),
    reportEvery: agency.reportEvery,
    renewalDays: String(agency.renewalDays),
    recordingDays: String(agency.recordingDays),
    planApproval: agency.planApproval,
    closureApproval: agency.closureApproval,
    directoryPublic,
    secondFactorRequired: agency.secondFactorRequired,
    approvals: String(screeningApprovals),
  };
});

export const action = actionFor("agency:settings", { form: SettingsForm }, async ({ actor, db, form }) => {
  await changeSettings(db, actor, form);
  return redirectTo("/admin/settings", "agency.settings.saved");
});

export const handle: PageHandle = { title: "agency.settings.title" };

export default function SettingsPage() {
  const say = useSay();
  const settings = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={say("agency.settings.title")} lead={say("agency.settings.lead", { place: settings.name })} />
      <ActForm formId="settings">
        <Stack>
          <WordsCard name={settings.name} words={settings.words} />
          <PlaceCard timeZone={settings.timeZone} distanceUnit={settings.distanceUnit} />
          <Card title={say("agency.settings.rules-title")}>
            <MoneyField
              name="caseworkerLimit"
              label={say("agency.settings.limit")}
              hint={say("agency.settings.limit-hint")}
              defaultValue={settings.limit}
            />
            <RadioGroup
              name="screeningApprovals"
              label={say("agency.settings.approvals")}
              hint={say("agency.settings.approvals-hint")}
              defaultValue={settings.approvals}
              options={(["1", "2"] as const).map((value) => ({
                value,
                label: say(`agency.settings.approvals-${value}`),
              }))}
            />
          </Card>
          <AnswerCard {...settings} />
          <CaseCard {...settings} />
          <AuthorizationCard {...settings} />
          <Card title={say("agency.settings.directory-title")}>
            <Checkbox
              name="directoryPublic"
              label={say("agency.settings.directory-public")}
              hint={say("agency.settings.directory-hint")}
              defaultChecked={settings.directoryPublic}
            />
            <Link to="/admin/keys">{say("agency.settings.directory-keys")}</Link>
          </Card>
          <SignInCard required={settings.secondFactorRequired} />
          <Card title={say("client.reach.card")}>
            <p>{say("client.reach.card-lead")}</p>
            <Link to="/admin/facts">{say("client.reach.open")}</Link>
          </Card>
        </Stack>
        <div className="actions">
          <SubmitButton>{say("agency.settings.button")}</SubmitButton>
        </div>
      </ActForm>
      <OwnLists />
    </>
  );
}

/** What the agency words and orders itself, each on a page of its own. */
function OwnLists() {
  const say = useSay();
  return (
    <>
      <p>
        {say("consent.text.settings-lead")} <Link to="/admin/consent-texts">{say("consent.text.settings")}</Link>
      </p>
      <p>
        {say("decline-reason.settings-lead")} <Link to="/admin/decline-reasons">{say("decline-reason.link")}</Link>
      </p>
      <p>
        {say("progress.admin.settings-lead")} <Link to="/admin/milestones">{say("progress.admin.link")}</Link>
      </p>
    </>
  );
}

function SignInCard({ required }: { required: boolean }) {
  const say = useSay();
  return (
    <Card title={say("agency.settings.sign-in-title")}>
      <Checkbox
        name="secondFactorRequired"
        label={say("agency.settings.second-factor")}
        hint={say("agency.settings.second-factor-hint")}
        defaultChecked={required}
      />
    </Card>
  );
}

type DaysProps = {
  name: string;
  words: "answer-days" | "grace-days" | "renewal-days" | "recording-days" | "request-days";
  days: string;
};

/** A number of days, at most two digits, with what it is for. */
function DaysField({ name, words, days }: DaysProps) {
  const say = useSay();
  return (
    <NumberField
      name={name}
      label={say(`agency.settings.${words}`)}
      hint={say(`agency.settings.${words}-hint`)}
      defaultValue={days}
      maxLength={2}
    />
  );
}

type AnswerRules = { answerDays: string; graceDays: string; whenUnanswered: string };

function AnswerCard({ answerDays, graceDays, whenUnanswered }: AnswerRules) {
  const say = useSay();
  return (
    <Card title={say("agency.settings.answer-title")}>
      <DaysField name="answerDays" words="answer-days" days={answerDays} />
      <DaysField name="graceDays" words="grace-days" days={graceDays} />
      <RadioGroup
        name="whenUnanswered"
        label={say("agency.settings.unanswered")}
        defaultValue={whenUnanswered}
        options={(["wait", "propose", "ask"] as const).map((value) => ({
          value,
          label: say(`agency.settings.unanswered-${value}`),
          hint: say(`agency.settings.unanswered-${value}-hint`),
        }))}
      />
    </Card>
  );
}

function AuthorizationCard({ renewalDays, recordingDays }: { renewalDays: string; recordingDays: string }) {
  const say = useSay();
  return (
    <Card title={say("agency.settings.authorization-title")}>
      <DaysField name="renewalDays" words="renewal-days" days={renewalDays} />
      <DaysField name="recordingDays" words="recording-days" days={recordingDays} />
    </Card>
  );
}

type CaseRules = { requestDays: string; reportEvery: string; planApproval: boolean; closureApproval: boolean };

function CaseCard({ requestDays, reportEvery, planApproval, closureApproval }: CaseRules) {
  const say = useSay();
  return (
    <Card title={say("agency.settings.case-title")}>
      <DaysField name="requestDays" words="request-days" days={requestDays} />
      <SelectField
        name="reportEvery"
        label={say("agency.settings.report-every")}
        hint={say("agency.settings.report-every-hint")}
        defaultValue={reportEvery}
        emptyLabel={null}
        options={REPORT_EVERY.map((value) => ({ value, label: say(`agency.settings.report-every-${value}`) }))}
      />
      <Checkbox name="planApproval" label={say("agency.settings.plan-approval")} defaultChecked={planApproval} />
      <Checkbox
        name="closureApproval"
        label={say("agency.settings.closure-approval")}
        defaultChecked={closureApproval}
      />
    </Card>
  );
}

function WordsCard({ name, words }: { name: string; words: Readonly<Record<string, string>> }) {
  const say = useSay();
  return (
    <Card title={say("agency.settings.name-title")}>
      <TextField name="name" label={say("agency.settings.name")} defaultValue={name} maxLength={160} />
      {(["client", "clients", "caseworker", "caseworkers"] as const).map((word) => (
        <TextField
          key={word}
          name={word}
          label={say(`agency.settings.${word}`)}
          hint={word === "client" ? say("agency.settings.word-hint") : undefined}
          defaultValue={words[word] ?? ""}
          maxLength={40}
          size="medium"
          optional
        />
      ))}
    </Card>
  );
}

function PlaceCard({ timeZone, distanceUnit }: { timeZone: string; distanceUnit: string }) {
  const say = useSay();
  const zones = TIME_ZONES.includes(timeZone) ? TIME_ZONES : [timeZone, ...TIME_ZONES];
  return (
    <Card title={say("agency.settings.place-title")}>
      <SelectField
        name="timeZone"
        label={say("agency.settings.time-zone")}
        defaultValue={timeZone}
        emptyLabel={null}
        options={zones.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))}
      />
      <RadioGroup
        name="distanceUnit"
        label={say("agency.settings.distance")}
        defaultValue={distanceUnit}
        options={(["mile", "kilometre"] as const).map((unit) => ({
          value: unit,
          label: say(`agency.settings.${unit}`),
        }))}
        inline
      />
    </Card>
  );
}
