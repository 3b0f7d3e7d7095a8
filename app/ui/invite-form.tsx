// The form that invites a colleague: name, mailbox, role with what it may do. Takes the roles of the house; sends nothing itself.
import { useSay } from "#app/i18n/speech";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { RadioGroup } from "./choice-fields";
import { TextField } from "./text-fields";

export function InviteForm({ roles }: { roles: readonly string[] }) {
  const say = useSay();
  return (
    <ActForm formId="invite">
      <TextField name="name" label={say("agency.invite.name")} autoComplete="off" maxLength={120} />
      <TextField
        name="email"
        type="email"
        label={say("agency.invite.e-mail")}
        hint={say("agency.invite.e-mail-hint")}
        autoComplete="off"
        maxLength={320}
      />
      <RadioGroup
        name="role"
        label={say("agency.invite.role")}
        options={roles.map((role) => ({
          value: role,
          label: say.any(`word.role.${role}`),
          hint: say.any(`agency.role-hint.${role}`),
        }))}
      />
      <SubmitButton>{say("agency.invite.button")}</SubmitButton>
    </ActForm>
  );
}
