// What was searched for in vain, summed: what, where, when, in which language, how often. Takes plain values; nothing of a person is in them.
import { useFormats, useSay } from "#app/i18n/speech";
import type { UnmetLine } from "#app/models/search/unmet.server";
import { type Column, DataTable } from "./data-table";
import { useLanguageName } from "./language-name";

export function UnmetTable({ lines }: { lines: readonly UnmetLine[] }) {
  const say = useSay();
  return (
    <DataTable
      caption={say("search.unmet.caption")}
      columns={useColumns()}
      rows={lines}
      rowKey={({ specialty, area, time, language }) => [specialty, area, time, language].join()}
      empty={<p>{say("search.unmet.none")}</p>}
    />
  );
}

function useColumns(): Column<UnmetLine>[] {
  const say = useSay();
  const formats = useFormats();
  const languageName = useLanguageName();
  const where = (area: string) =>
    area === ""
      ? say("search.unmet.anywhere")
      : /^\d{3}$/.test(area)
        ? say("search.unmet.zip", { digits: area })
        : area;
  return [
    {
      id: "specialty",
      header: say("search.unmet.specialty"),
      main: true,
      cell: ({ specialty }) => specialty ?? say("search.unmet.anything"),
      sortBy: ({ specialty }) => specialty,
    },
    { id: "area", header: say("search.unmet.area"), cell: ({ area }) => where(area), sortBy: ({ area }) => area },
    {
      id: "time",
      header: say("search.unmet.time"),
      cell: ({ time }) => say.any(`search.unmet.times.${time === "" ? "any" : time}`),
    },
    {
      id: "language",
      header: say("search.unmet.language"),
      cell: ({ language }) => (language === "" ? say("search.form.language-any") : languageName(language)),
    },
    {
      id: "often",
      header: say("search.unmet.often"),
      figures: true,
      cell: ({ times }) => formats.count(times),
      sortBy: ({ times }) => times,
    },
    {
      id: "last",
      header: say("search.unmet.last"),
      whole: true,
      cell: ({ lastDay }) => formats.day(lastDay),
      sortBy: ({ lastDay }) => lastDay,
    },
  ];
}
