// Which column of a file is which field of ours: our fields beside the file's columns with examples. Takes plain values; guesses nothing itself.
import { Link } from "@remix-run/react";
import { useSay } from "#app/i18n/speech";
import { type Chosen, ID_FROM_WORDS, inputOf, TARGET_NAMES, type TargetName } from "#app/models/import/columns";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { Checkbox, type Option, SelectField } from "./choice-fields";
import { type Column, DataTable } from "./data-table";
import { Card, Stack } from "./layout-parts";
import { Notice } from "./notice";
import { TextField } from "./text-fields";

type FileColumn = { readonly name: string; readonly examples: readonly string[] };

type MappingProps = {
  columns: readonly FileColumn[];
  chosen: Chosen;
  specialties: readonly { readonly code: string; readonly name: string }[];
  kept: readonly { readonly id: string; readonly name: string }[];
  /** The kept choices the form was filled in from. */
  filledFrom: string | null;
  sourceName: string;
};

export function MappingPage({ columns, chosen, specialties, kept, filledFrom, sourceName }: MappingProps) {
  const say = useSay();
  return (
    <Stack>
      {filledFrom ? (
        <Notice>
          <p>{say("imports.mapping.filled", { name: filledFrom })}</p>
        </Notice>
      ) : null}
      {kept.length > 0 ? <KeptMappings kept={kept} /> : null}
      <Card>
        <ActForm formId="mapping" key={filledFrom ?? ""} labels={useTargetNames()}>
          <div className="import-mapping">
            {TARGET_NAMES.map((target) => (
              <TargetField key={target} target={target} columns={columns} chosen={chosen} />
            ))}
          </div>
          <TextField
            name="serviceWords"
            label={say("imports.mapping.service-words")}
            hint={say("imports.mapping.service-hint")}
            defaultValue={chosen.serviceName ?? ""}
            maxLength={120}
            optional
          />
          <SelectField
            name="specialtyCode"
            label={say("imports.mapping.specialty")}
            hint={say("imports.mapping.specialty-hint")}
            options={specialties.map(({ code, name }) => ({ value: code, label: name }))}
            emptyLabel={say("imports.mapping.specialty-none")}
            defaultValue={chosen.specialty?.code}
            optional
          />
          <Checkbox
            name="oneProvider"
            label={say("imports.mapping.one-provider")}
            defaultChecked={chosen.oneProvider}
          />
          <TextField
            name="keptName"
            label={say("imports.mapping.keep")}
            hint={say("imports.mapping.keep-hint")}
            defaultValue={filledFrom ?? sourceName}
            maxLength={80}
            optional
          />
          <SubmitButton>{say("imports.mapping.button")}</SubmitButton>
        </ActForm>
      </Card>
      <ColumnsCard columns={columns} chosen={chosen} />
    </Stack>
  );
}

/** For the summary of errors, which stands above fields it cannot look into. */
function useTargetNames(): Record<string, string> {
  const say = useSay();
  return Object.fromEntries(
    TARGET_NAMES.map((target) => [inputOf(target), say.any(`imports.mapping.target.${target}`)]),
  );
}

const NEEDED: ReadonlySet<TargetName> = new Set(["id", "organization.name"]);

function TargetField({
  target,
  columns,
  chosen,
}: {
  target: TargetName;
  columns: readonly FileColumn[];
  chosen: Chosen;
}) {
  const say = useSay();
  const own: Option[] = columns.map(({ name, examples: [example] }) => ({
    value: name,
    label: example ? say("imports.mapping.option", { name, example: cut(example) }) : name,
  }));
  const made: Option[] = target === "id" ? [{ value: ID_FROM_WORDS, label: say("imports.mapping.made-id") }] : [];
  return (
    <SelectField
      name={inputOf(target)}
      label={say.any(`imports.mapping.target.${target}`)}
      options={[...own, ...made]}
      emptyLabel={say("imports.mapping.none")}
      defaultValue={chosen.columns[target]}
      optional={!NEEDED.has(target)}
    />
  );
}

const LONGEST = 40;
const cut = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

function KeptMappings({ kept }: Pick<MappingProps, "kept">) {
  const say = useSay();
  return (
    <Card title={say("imports.mapping.kept")}>
      <ul>
        {kept.map(({ id, name }) => (
          <li key={id}>
            <Link to={`?from=${id}`}>{say("imports.mapping.use", { name })}</Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function ColumnsCard({ columns, chosen }: Pick<MappingProps, "columns" | "chosen">) {
  const say = useSay();
  const useOf = new Map(Object.entries(chosen.columns).map(([target, name]) => [name, target]));
  const shown: Column<FileColumn>[] = [
    { id: "column", header: say("imports.mapping.column"), main: true, cell: ({ name }) => name },
    { id: "examples", header: say("imports.mapping.examples"), cell: ({ examples }) => examples.join(" · ") },
    {
      id: "used",
      header: say("imports.mapping.used"),
      cell: ({ name }) => {
        const target = useOf.get(name);
        return target ? (
          say.any(`imports.mapping.target.${target}`)
        ) : (
          <span className="soft">{say("imports.mapping.unused")}</span>
        );
      },
    },
  ];
  return (
    <Card title={say("imports.mapping.columns")}>
      <DataTable
        caption={say("imports.mapping.columns")}
        columns={shown}
        rows={columns}
        rowKey={({ name }) => name}
        empty={null}
      />
    </Card>
  );
}
