// The first step of a referral: whose need, and which places to ask. Also where a draft is thrown away. Takes plain values.
import { Link } from "@remix-run/react";
import { useSay } from "#app/i18n/speech";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { ButtonLink, SubmitButton } from "./button";
import { CheckboxGroup, RadioGroup } from "./choice-fields";
import { DataTable } from "./data-table";
import { KeptWhileWritten, LaterButton } from "./draft-keeping";
import { Actions, Card } from "./layout-parts";
import { Notice } from "./notice";
import { HiddenField } from "./text-fields";

type CaseLine = { id: string; number: string; clientName: string; summary: string };

/** @param places chosen before the case was, such as in a search for nobody in particular */
export function CaseStep({ cases, places }: { cases: readonly CaseLine[]; places: readonly string[] }) {
  const say = useSay();
  const asked = places.map((place) => `&place=${place}`).join("");
  return (
    <DataTable
      caption={say("referral.new.choose-case")}
      rows={cases}
      rowKey={(row) => row.id}
      columns={[
        {
          id: "client",
          header: say("referral.list.client"),
          main: true,
          cell: (row) => row.clientName,
          sortBy: (row) => row.clientName,
        },
        { id: "case", header: say("word.case"), cell: (row) => row.number },
        { id: "summary", header: say("case.page.summary"), cell: (row) => row.summary, wideOnly: true },
        {
          id: "start",
          header: say("referral.new.start-here"),
          headerHidden: true,
          cell: (row) => (
            <ButtonLink to={`/agency/referrals/new?case=${row.id}${asked}`} look="secondary">
              {say("referral.new.start-here")}
            </ButtonLink>
          ),
        },
      ]}
    />
  );
}

type PlaceOption = {
  id: string;
  organizationName: string;
  serviceName: string;
  locationName: string;
  address: string;
  takesReferrals: string;
};

type PlacesStepProps = {
  draftId: string | null;
  plannedId: string | null;
  opened: { id: string; needs: readonly { id: string; words: string; specialty: string }[] };
  options: readonly PlaceOption[];
  chosen: { needId: string | null; places: readonly string[] };
};

export function PlacesStep({ draftId, plannedId, opened, options, chosen }: PlacesStepProps) {
  const say = useSay();
  const search = new URLSearchParams({ case: opened.id, ...(chosen.needId ? { need: chosen.needId } : {}) });
  const needs = opened.needs.map(({ id, specialty, words }) => ({
    value: id,
    label: specialty,
    hint: words === specialty ? undefined : words,
  }));
  const form = (
    <ActForm formId="places">
      <HiddenField name="intent" value="places" />
      <HiddenField name="caseId" value={opened.id} />
      {draftId ? <HiddenField name="draftId" value={draftId} /> : null}
      {plannedId && !draftId ? <HiddenField name="plannedId" value={plannedId} /> : null}
      <RadioGroup
        name="needId"
        label={say("referral.places.need")}
        hint={say("referral.places.need-hint")}
        defaultValue={chosen.needId ?? ""}
        options={[...needs, { value: "", label: say("referral.places.no-need") }]}
      />
      {options.length > 0 ? (
        <CheckboxGroup
          name="places"
          label={say("referral.places.places")}
          hint={say("referral.places.places-hint")}
          defaultValue={chosen.places}
          options={options.map((option) => ({
            value: option.id,
            label: `${option.organizationName}: ${option.serviceName}`,
            hint: [option.locationName, option.address, say.any(`referral.takes.${option.takesReferrals}`)]
              .filter((part) => part)
              .join(" · "),
          }))}
        />
      ) : (
        <Notice>
          <p>{say("referral.places.none")}</p>
        </Notice>
      )}
      <Actions>
        {options.length > 0 ? (
          <>
            <SubmitButton>{say("referral.new.next")}</SubmitButton>
            <LaterButton />
          </>
        ) : null}
        <ButtonLink to={`/agency/search?${search}`} look="secondary" icon="search">
          {say("referral.places.search")}
        </ButtonLink>
      </Actions>
    </ActForm>
  );
  return (
    <Card title={say("referral.new.steps.places")}>
      {draftId ? <KeptWhileWritten draftId={draftId}>{form}</KeptWhileWritten> : form}
    </Card>
  );
}

type Planned = { planId: string; specialty: string | null; words: string; howMuch: string };

/** Where the request comes from, when it carries out the care plan. */
export function PlannedNotice({ planned }: { planned: Planned }) {
  const say = useSay();
  const { planId, specialty, words, howMuch } = planned;
  const item = [specialty, words, howMuch].filter((part) => part).join(" · ");
  return (
    <Notice>
      <p>
        {say("referral.new.planned", { item })} <Link to={`/agency/plans/${planId}`}>{say("referral.new.plan")}</Link>
      </p>
    </Notice>
  );
}

export function DiscardForm({ draftId }: { draftId: string }) {
  const say = useSay();
  return (
    <ActDetails summary={say("referral.new.discard")} formId="discard">
      <ActForm formId="discard">
        <p>{say("referral.new.discard-lead")}</p>
        <HiddenField name="intent" value="discard" />
        <HiddenField name="draftId" value={draftId} />
        <Actions>
          <SubmitButton look="danger">{say("referral.new.discard-button")}</SubmitButton>
        </Actions>
      </ActForm>
    </ActDetails>
  );
}
