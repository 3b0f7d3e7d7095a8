// The agency's keys to the directory: who made which, until when it holds. An administrator revokes them; the keys themselves are not here.
import { useLoaderData } from "@remix-run/react";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { type KeyState, RevokeKeyForm } from "#app/models/agency/keys";
import { type KeyLine, readKeys, revokeKey } from "#app/models/agency/keys.server";
import { isDirectoryPublic } from "#app/models/agency/read.server";
import type { PageHandle } from "#app/ui/page-handle";
import {
  ActForm,
  ButtonLink,
  type Column,
  DataTable,
  Empty,
  HiddenField,
  PageHeader,
  Stack,
  SubmitButton,
  type Tone,
  ToneTag,
} from "#app/ui/parts";

export const loader = loaderFor("directory:keys", {}, async ({ actor, db }) => ({
  keys: await readKeys(db, actor),
  isPublic: await isDirectoryPublic(db),
}));

export const action = actionFor("directory:keys", { form: RevokeKeyForm }, async ({ actor, db, form }) => {
  await revokeKey(db, actor, form.keyId);
  return redirectTo("/admin/keys", "agency.keys.revoke-done");
});

export const handle: PageHandle = { title: "agency.keys.title" };

export default function KeysPage() {
  const say = useSay();
  const { keys, isPublic } = useLoaderData<typeof loader>();
  const add = (
    <ButtonLink to="/admin/keys/new" icon="add">
      {say("agency.keys.new")}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title={say("agency.keys.title")} lead={say("agency.keys.lead")} actions={add} />
      <Stack>
        <p>{say(isPublic ? "agency.keys.public-now" : "agency.keys.public-not")}</p>
        <DataTable
          caption={say("agency.keys.title")}
          columns={useColumns()}
          rows={keys}
          rowKey={({ id }) => id}
          empty={
            <Empty title={say("agency.keys.empty")} icon="lock-open">
              {say("agency.keys.empty-lead")}
            </Empty>
          }
        />
      </Stack>
    </>
  );
}

const TONES: Readonly<Record<KeyState, Tone>> = { holds: "done", expired: "ended", revoked: "ended" };

function useColumns(): Column<KeyLine>[] {
  const say = useSay();
  const formats = useFormats();
  return [
    { id: "name", header: say("agency.keys.name"), main: true, cell: ({ name }) => name, sortBy: ({ name }) => name },
    { id: "maker", header: say("agency.keys.made-by"), wideOnly: true, cell: ({ madeBy }) => madeBy },
    {
      id: "since",
      header: say("agency.keys.since"),
      whole: true,
      sortBy: ({ createdAt }) => createdAt,
      cell: ({ createdAt }) => formats.instantDay(createdAt),
    },
    {
      id: "until",
      header: say("agency.keys.until"),
      whole: true,
      sortBy: ({ expiresAt }) => expiresAt,
      cell: ({ expiresAt }) => formats.instantDay(expiresAt),
    },
    {
      id: "state",
      header: say("agency.keys.state"),
      cell: ({ state }) => <ToneTag tone={TONES[state]}>{say(`agency.keys.${state}`)}</ToneTag>,
    },
    {
      id: "deed",
      header: say("agency.keys.deed"),
      headerHidden: true,
      cell: (line) => (line.state === "holds" ? <RevokeForm line={line} /> : null),
    },
  ];
}

function RevokeForm({ line: { id, name } }: { line: KeyLine }) {
  const say = useSay();
  return (
    <ActForm formId={`revoke-${id}`}>
      <HiddenField name="keyId" value={id} />
      <SubmitButton look="secondary">
        <span aria-hidden="true">{say("agency.keys.revoke-short")}</span>
        <span className="usa-sr-only">{say("agency.keys.revoke", { name })}</span>
      </SubmitButton>
    </ActForm>
  );
}
