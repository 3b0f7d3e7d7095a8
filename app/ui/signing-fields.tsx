// How a client signs, as fields for the form around them: on screen, on paper, or spoken before a witness. Keeps nothing.
import { useSay } from "#app/i18n/speech";
import { WAYS_SIGNED } from "../models/plan/codes";
import { Checkbox, RadioGroup } from "./choice-fields";
import { FileField, TextField } from "./text-fields";

export function SigningFields({ name, agrees }: { name: string; agrees: string }) {
  const say = useSay();
  return (
    <>
      <RadioGroup
        name="signedHow"
        label={say("plan.sign.how", { name })}
        defaultValue="on_screen"
        options={[...WAYS_SIGNED]
          .sort((one) => (one === "on_screen" ? -1 : 0))
          .map((value) => ({ value, label: say(`consent.given.${value}`) }))}
      />
      <Checkbox name="agrees" label={agrees} />
      <TextField name="signedName" label={say("plan.sign.name")} maxLength={200} autoComplete="off" />
      <FileField name="paper" label={say("plan.sign.paper")} hint={say("plan.sign.paper-hint")} optional />
      <TextField
        name="witness"
        label={say("plan.sign.witness")}
        hint={say("plan.sign.witness-hint")}
        maxLength={200}
        optional
      />
    </>
  );
}
