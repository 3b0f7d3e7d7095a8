// One exclusion list: its versions, the rows that were not taken, and the upload of a newer one. Changes no version.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { actionFor, loaderFor, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { UploadForm as Form } from "#app/models/practitioner/exclusion-forms";
import { uploadExclusions } from "#app/models/practitioner/exclusions.server";
import { readList } from "#app/models/practitioner/read-exclusions.server";
import { readUploadedText } from "#app/models/practitioner/uploaded-text.server";
import { type ExclusionListId, idParam } from "#app/models/values/ids";
import { Refusal } from "#app/models/values/refusal";
import { ActDetails } from "#app/ui/act-details";
import { UploadForm, VersionTable } from "#app/ui/exclusion-parts";
import { type PageHandle, titleFrom } from "#app/ui/page-handle";
import { Card, type Column, DataTable, PageHeader, Stack } from "#app/ui/parts";

const params = z.object({ listId: idParam<ExclusionListId>() });

export const handle: PageHandle = {
  title: titleFrom(({ list: { name } }: { list: { name: string } }) => ["exclusion.upload.page", { name }]),
};

export const loader = loaderFor("exclusion:manage", { params }, async ({ actor, db, params: { listId } }) => ({
  list: await readList(db, actor, listId),
}));

export const action = actionFor(
  "exclusion:manage",
  { params, form: Form, files: true },
  async ({ actor, db, params: { listId }, form, files: [file] }) => {
    // The page is one list's: what it sends is a version of that one.
    if (form.intent !== "version" || form.listId !== listId) throw new Refusal("not-found", 404);
    await uploadExclusions(db, actor, form, await readUploadedText(file));
    return redirectTo(`/network/exclusions/lists/${listId}`, "exclusion.upload.done");
  },
);

export default function ListPage() {
  const { list } = useLoaderData<typeof loader>();
  const say = useSay();
  const [newest] = list.versions;
  return (
    <>
      <PageHeader
        title={say("exclusion.upload.page", { name: list.name })}
        lead={list.authority}
        back={{ to: "/network/exclusions/lists", label: say("exclusion.lists") }}
      />
      <Stack>
        <ActDetails formId="upload" summary={say("exclusion.upload.version")}>
          <UploadForm key={list.versions.length} listId={list.id} />
        </ActDetails>
        <Card title={say("exclusion.upload.versions")}>
          <VersionTable versions={list.versions} />
        </Card>
        <Card title={say("exclusion.upload.refused")}>
          <p className="soft">{say("exclusion.upload.refused-lead")}</p>
          <RefusedTable rows={newest?.refused ?? []} />
        </Card>
      </Stack>
    </>
  );
}

type Refused = { readonly line: number; readonly reason: string };

function RefusedTable({ rows }: { rows: readonly Refused[] }) {
  const say = useSay();
  const formats = useFormats();
  const columns: Column<Refused>[] = [
    { id: "line", header: say("exclusion.upload.line"), main: true, cell: ({ line }) => formats.count(line) },
    {
      id: "reason",
      header: say("exclusion.upload.reason"),
      cell: ({ reason }) => say.any(`exclusion.row.${reason}`),
    },
  ];
  return (
    <DataTable
      caption={say("exclusion.upload.refused")}
      columns={columns}
      rows={rows}
      rowKey={({ line }) => String(line)}
      empty={<p className="soft">{say("exclusion.upload.all-taken")}</p>}
    />
  );
}
