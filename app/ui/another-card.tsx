// Proposes one more provider while a referral waits past its time, to be asked with one press. Asks nobody by itself.
import { useSay } from "#app/i18n/speech";
import { ActForm } from "./act-form";
import { ButtonLink, SubmitButton } from "./button";
import { Actions, Card } from "./layout-parts";
import { HiddenField } from "./text-fields";

type Next = { serviceAtLocationId: string; organizationName: string; serviceName: string; locationName: string };

export function AnotherCard({ caseId, next }: { caseId: string; next: Next | null }) {
  const say = useSay();
  if (!next) {
    return (
      <Card title={say("referral.clock.next-title")} look="act">
        <p>{say("referral.clock.next-none")}</p>
        <Actions>
          <ButtonLink to={`/agency/search?case=${caseId}`} look="secondary">
            {say("referral.clock.next-search")}
          </ButtonLink>
        </Actions>
      </Card>
    );
  }
  const { organizationName: provider, serviceName, locationName } = next;
  return (
    <Card title={say("referral.clock.next-title")} look="act">
      <p>{say("referral.clock.next-lead", { provider, place: `${serviceName}, ${locationName}` })}</p>
      <ActForm formId="another">
        <HiddenField name="intent" value="another" />
        <HiddenField name="place" value={next.serviceAtLocationId} />
        <Actions>
          <SubmitButton look="act">{say("referral.clock.next-ask", { provider })}</SubmitButton>
        </Actions>
      </ActForm>
    </Card>
  );
}
