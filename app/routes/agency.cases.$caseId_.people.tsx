// Who carries a case: hand it over, add to and take from its team, restrict it to them.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { readColleagues } from "#app/models/case/colleagues.server";
import { CasePeopleForm } from "#app/models/case/forms";
import { addToTeam, removeFromTeam, restrictCase, transferCase, unrestrictCase } from "#app/models/case/people.server";
import { readCase } from "#app/models/case/read.server";
import { type CaseId, idParam } from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Card, HiddenField, PageHeader, SelectField, Stack, SubmitButton } from "#app/ui/parts";

const params = z.object({ caseId: idParam<CaseId>() });

export const handle: PageHandle = {
  title: (data) => ["case.people.title", { number: (data as { number?: string } | undefined)?.number ?? "" }],
};

export const loader = loaderFor("case:write", { params, records: true }, async ({ actor, db, params: { caseId } }) => {
  const { mayWrite, number, ownerMembershipId, ownerName, team, restricted, client } = await readCase(
    db,
    actor,
    caseId,
  );
  if (!mayWrite) throw new Refusal("case.not-yours", 403);
  const name = `${client.givenName} ${client.familyName}`;
  return {
    caseId,
    number,
    name,
    ownerMembershipId,
    ownerName,
    team,
    restricted,
    colleagues: await readColleagues(db, actor),
  };
});

export const action = actionFor(
  "case:write",
  { params, form: CasePeopleForm },
  async ({ actor, db, params: { caseId }, form }) => {
    const page = `/agency/cases/${caseId}/people`;
    switch (form.intent) {
      case "transfer":
        await transferCase(db, actor, caseId, form.owner);
        // The case may be out of sight now; the list never is.
        return redirectTo("/agency/cases", "case.people.transferred");
      case "add":
        await addToTeam(db, actor, caseId, form.member);
        return redirectTo(page, "case.people.added");
      case "remove":
        await removeFromTeam(db, actor, caseId, form.member);
        return redirectTo("/agency/cases", "case.people.removed");
      case "restrict":
        await restrictCase(db, actor, caseId);
        return redirectTo("/agency/cases", "case.people.restricted");
      case "unrestrict":
        await unrestrictCase(db, actor, caseId);
        return redirectTo(page, "case.people.unrestricted");
    }
  },
);

export default function CasePeoplePage() {
  const found = useLoaderData<typeof loader>();
  const say = useSay();
  const onCase = new Set([found.ownerMembershipId, ...found.team.map(({ membershipId }) => membershipId)]);
  const options = (mayStand: (id: string) => boolean) =>
    found.colleagues.filter(({ id }) => mayStand(id)).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <PageHeader
        title={say("case.people.title", { number: found.number })}
        lead={say("case.people.lead", { name: found.name })}
        back={{ to: `/agency/cases/${found.caseId}`, label: say("case.people.back") }}
      />
      <Stack>
        <Card title={say("case.people.team")}>
          {found.team.length === 0 ? <p className="soft">{say("case.people.team-empty")}</p> : null}
          <ul className="waiting">
            {found.team.map(({ membershipId, name }) => (
              <li key={membershipId}>
                <span>{name}</span>
                <ActForm formId={`remove-${membershipId}`}>
                  <HiddenField name="intent" value="remove" />
                  <HiddenField name="member" value={membershipId} />
                  <SubmitButton look="quiet">{say("case.people.remove", { name })}</SubmitButton>
                </ActForm>
              </li>
            ))}
          </ul>
          <ActForm formId="add">
            <HiddenField name="intent" value="add" />
            <SelectField name="member" label={say("case.people.add")} options={options((id) => !onCase.has(id))} />
            <SubmitButton look="secondary">{say("case.people.add-save")}</SubmitButton>
          </ActForm>
        </Card>
        <Card title={say("case.people.owner")}>
          <p>{say("case.people.owner-now", { name: found.ownerName })}</p>
          <ActForm formId="transfer">
            <HiddenField name="intent" value="transfer" />
            <SelectField
              name="owner"
              label={say("case.people.transfer")}
              hint={say("case.people.transfer-hint")}
              options={options((id) => id !== found.ownerMembershipId)}
            />
            <SubmitButton look="secondary">{say("case.people.transfer-save")}</SubmitButton>
          </ActForm>
        </Card>
        <Card title={say("case.people.access")}>
          <p>{say(found.restricted ? "case.people.access-restricted" : "case.people.access-open")}</p>
          <ActForm formId="access">
            <HiddenField name="intent" value={found.restricted ? "unrestrict" : "restrict"} />
            <SubmitButton look="secondary">
              {say(found.restricted ? "case.people.unrestrict" : "case.people.restrict")}
            </SubmitButton>
          </ActForm>
        </Card>
      </Stack>
    </>
  );
}
