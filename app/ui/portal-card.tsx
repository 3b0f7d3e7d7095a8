// Who administers a provider in the portal, as the network desk sees it, and how another is invited. Takes plain values.
import { useFormats, useSay } from "#app/i18n/speech";
import { LONG_AWAY_DAYS } from "#app/models/organization/codes";
import { ActDetails } from "./act-details";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { Card } from "./layout-parts";
import { AdministratorForm } from "./network-forms";
import { HiddenField } from "./text-fields";

type PortalCardProps = {
  administrators: readonly { id: string; name: string; email: string; lastHere: Date | null; longAway: boolean }[];
  invitations: readonly { id: string; name: string; email: string; role: string; sentAt: Date; expired: boolean }[];
};

export function PortalCard({ administrators, invitations }: PortalCardProps) {
  const say = useSay();
  const formats = useFormats();
  const none = administrators.length === 0;
  const away = !none && administrators.every(({ longAway }) => longAway);
  return (
    <Card title={say("network.one.portal")} look={(none || away) && invitations.length === 0 ? "act" : "plain"}>
      <p>{say(none ? "network.one.no-administrator" : "network.one.administrators")}</p>
      <ul className="waiting">
        {administrators.map(({ id, name, email, lastHere }) => (
          <li key={id}>
            <div>
              {name}
              <p className="soft">
                {email},{" "}
                {lastHere
                  ? say("network.one.last-here", { day: formats.instantDay(lastHere) })
                  : say("network.one.never-here")}
              </p>
            </div>
          </li>
        ))}
      </ul>
      {away ? <p>{say("network.one.long-away", { days: LONG_AWAY_DAYS })}</p> : null}
      {invitations.map((invitation) => (
        <Invited key={invitation.id} invitation={invitation} />
      ))}
      <ActDetails formId="invite" summary={say("network.one.invite")}>
        <AdministratorForm key={invitations.length} />
      </ActDetails>
    </Card>
  );
}

function Invited({ invitation }: { invitation: PortalCardProps["invitations"][number] }) {
  const say = useSay();
  const formats = useFormats();
  const { id, name, email, role, sentAt, expired } = invitation;
  return (
    <div>
      <p className="soft">
        {say("network.one.invited", { day: formats.instantDay(sentAt), name, email })}
        {expired ? `. ${say("network.one.invite-expired")}` : ""}
      </p>
      {/* Others are invited by the provider itself, and by it again. */}
      {role === "organization_administrator" ? (
        <ActForm formId={`invite-again-${id}`}>
          <HiddenField name="intent" value="invite-again" />
          <HiddenField name="invitationId" value={id} />
          <SubmitButton look="secondary">
            <span aria-hidden="true">{say("network.one.invite-again-short")}</span>
            <span className="usa-sr-only">{say("network.one.invite-again", { name })}</span>
          </SubmitButton>
        </ActForm>
      ) : null}
    </div>
  );
}
