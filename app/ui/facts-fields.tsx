// The boxes for what a provider is: name, description, how to reach it. The same for adding and changing; never checks.
import { useSay } from "#app/i18n/speech";
import { TextArea, TextField } from "./text-fields";

type Known = {
  readonly name: string;
  readonly alternateName: string | null;
  readonly description: string;
  readonly email: string | null;
  readonly website: string | null;
};

export function FactsFields({ known }: { known?: Known }) {
  const say = useSay();
  return (
    <>
      <TextField name="name" label={say("network.list.name")} defaultValue={known?.name} maxLength={200} />
      <TextField
        name="alternateName"
        label={say("network.one.alternate-name")}
        defaultValue={known?.alternateName ?? undefined}
        maxLength={200}
        optional
      />
      <TextArea
        name="description"
        label={say("network.one.description")}
        defaultValue={known?.description}
        rows={4}
        maxLength={5000}
        optional
      />
      <TextField
        name="email"
        type="email"
        label={say("network.one.email")}
        defaultValue={known?.email ?? undefined}
        maxLength={320}
        autoComplete="off"
        optional
      />
      <TextField
        name="website"
        type="url"
        label={say("network.one.website")}
        defaultValue={known?.website ?? undefined}
        maxLength={500}
        optional
      />
    </>
  );
}
