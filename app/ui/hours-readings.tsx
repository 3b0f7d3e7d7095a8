// Hours in words beside what was read from them, group by group, and the batches that were decided. Takes plain values; decides nothing.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import type { HoursBatch, WordsGroup, WordsRow } from "#app/models/organization/hours-readings.server";
import { firstLines } from "./first-lines";
import { ActForm, Actions, Card, type Column, DataTable, HiddenField, Stack, SubmitButton, ToneTag } from "./parts";
import { PickBox } from "./pick-box";
import { WeekWords } from "./week-words";

const MOST_OF_AN_EXAMPLE = 60;

/** One group is one form: what is ticked in it is confirmed, or keeps its words. */
export function WordsGroupCard({ group }: { group: WordsGroup }) {
  const say = useSay();
  const columns = useWordsColumns();
  const [first] = group.rows;
  const what = useWhat()(first);
  const example = exampleOf(first?.words ?? "");
  const title = say("hours.group", { count: group.count, example });
  const isRead = first !== undefined && first.reading.confidence !== "none";
  const formId = `group-${group.key}`;
  return (
    <Card title={title}>
      <ActForm formId={formId}>
        <p>{say(isRead ? "hours.because" : "hours.left-because", { what })}</p>
        {group.count > group.rows.length ? (
          <p className="soft">{say("hours.shown", { shown: group.rows.length, count: group.count })}</p>
        ) : null}
        <DataTable caption={title} columns={columns} rows={group.rows} rowKey={({ id }) => id} />
        <Actions>
          {isRead ? (
            <SubmitButton name="intent" value="confirm">
              {say("hours.confirm", { count: group.rows.length })}{" "}
              <span className="usa-sr-only">{say("hours.confirm-of", { group: example })}</span>
            </SubmitButton>
          ) : null}
          <SubmitButton name="intent" value="keep-words" look="secondary">
            {say("hours.keep-words")} <span className="usa-sr-only">{say("hours.confirm-of", { group: example })}</span>
          </SubmitButton>
        </Actions>
      </ActForm>
    </Card>
  );
}

function useWhat() {
  const say = useSay();
  const formats = useFormats();
  return (row: WordsRow | undefined): string => {
    if (row === undefined) return "";
    const { reading } = row;
    if (reading.confidence === "none") return say(`hours.why.${reading.why}`);
    if (reading.doubts.length === 0) return say("hours.certain");
    return formats.list(reading.doubts.map((doubt) => say(`hours.doubt.${doubt}`)));
  };
}

function useWordsColumns(): Column<WordsRow>[] {
  const say = useSay();
  return [
    {
      id: "pick",
      header: say("hours.column.pick"),
      headerHidden: true,
      cell: ({ code, organizationName, serviceName }) => (
        <PickBox
          name="places"
          value={code}
          label={say("hours.pick", { organization: organizationName, service: serviceName })}
          picked
        />
      ),
    },
    {
      id: "place",
      header: say("hours.column.place"),
      main: true,
      cell: ({ id, organizationName, serviceName, placeName }) => (
        <>
          <Link to={`/network/services/${id}`}>{serviceName}</Link>
          <br />
          <span className="soft">{[organizationName, placeName].filter(isNew).join(" · ")}</span>
        </>
      ),
    },
    {
      id: "words",
      header: say("hours.column.words"),
      cell: ({ words }) => <span className="prose">{firstLines(plainWords(words))}</span>,
    },
    { id: "reading", header: say("hours.column.reading"), cell: ({ reading }) => <Reading reading={reading} /> },
  ];
}

const isNew = (name: string, place: number, names: readonly string[]) => names.indexOf(name) === place;

/** Its own in each group, for no two groups are written alike. */
const exampleOf = (words: string) => {
  const line = plainWords(words).replace(/\s+/g, " ");
  return line.length > MOST_OF_AN_EXAMPLE ? `${line.slice(0, MOST_OF_AN_EXAMPLE).trimEnd()} …` : line;
};

/** Publishers write line ends as two characters, and tables as HTML. */
const plainWords = (words: string) =>
  words
    .replace(/\s*\\n\s*|<\/tr>/g, "\n")
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&amp;", "&")
    .trim();

function Reading({ reading }: Pick<WordsRow, "reading">) {
  const say = useSay();
  if (reading.confidence !== "none") return <WeekWords hours={reading.spans} openOnly />;
  return (
    <span className="soft">
      {reading.word === null ? say(`hours.why.${reading.why}`) : say("hours.why-word", { word: reading.word })}
    </span>
  );
}

export function HoursBatches({ batches }: { batches: readonly HoursBatch[] }) {
  const say = useSay();
  const formats = useFormats();
  if (batches.length === 0) return null;
  return (
    <Card title={say("hours.batches")}>
      <ul className="plain-list">
        {batches.map(({ id, confirmed, count, undone, decidedAt, decidedBy }) => {
          const when = formats.instant(decidedAt);
          return (
            <li key={id}>
              <Stack>
                <p>
                  {say(confirmed ? "hours.batch.confirmed" : "hours.batch.kept", { count })}{" "}
                  {undone > 0 ? <ToneTag tone="ended">{say("hours.batch.undone", { count: undone })}</ToneTag> : null}
                  <br />
                  <span className="soft">{[decidedBy, when].filter(Boolean).join(", ")}</span>
                </p>
                {undone < count ? (
                  <ActForm formId={`undo-${id}`}>
                    <HiddenField name="intent" value="undo" />
                    <HiddenField name="batchId" value={id} />
                    <SubmitButton look="secondary">
                      {say("hours.batch.undo")}{" "}
                      <span className="usa-sr-only">{say("hours.batch.undo-of", { when })}</span>
                    </SubmitButton>
                  </ActForm>
                ) : null}
              </Stack>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
