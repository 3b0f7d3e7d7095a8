// How a client may be reached: what stands, the form for another, and an e-mail to them. Takes plain values; judges no rule.
import { useFormats, useSay } from "#app/i18n/speech";
import { CHANNELS, type UnsafeReason } from "#app/models/client/contact-channels";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { Checkbox, CheckboxGroup, SelectField } from "./choice-fields";
import { DataTable } from "./data-table";
import { EndForm } from "./end-form";
import { Empty } from "./layout-parts";
import { ToneTag } from "./state-tag";
import { HiddenField, TextArea, TextField, TimeField } from "./text-fields";

export interface WayOfList {
  readonly id: string;
  readonly channel: (typeof CHANNELS)[number];
  readonly value: string;
  readonly relationId: string | null;
  readonly allowed: boolean;
  readonly weekdays: readonly number[] | null;
  readonly fromMinute: number | null;
  readonly untilMinute: number | null;
  readonly leaveMessage: boolean;
  readonly neutralSender: boolean;
  readonly avoidWords: readonly string[];
  readonly note: string;
  readonly unsafe: UnsafeReason | null;
}

interface WaysProps {
  readonly ways: readonly WayOfList[];
  /** Names of those who belong to the client, by the id of the relation. */
  readonly owners: Readonly<Record<string, string>>;
  /** May this person end one? */
  readonly writes: boolean;
}

export function ContactWays({ ways, owners, writes }: WaysProps) {
  const say = useSay();
  const rules = useContactRules();
  return (
    <DataTable
      caption={say("client.contact.card")}
      rows={ways}
      rowKey={({ id }) => id}
      empty={<Empty title={say("client.contact.none")}>{say("client.contact.none-lead")}</Empty>}
      columns={[
        {
          id: "way",
          header: say("client.contact.way"),
          main: true,
          cell: ({ channel, value, relationId }) => (
            <>
              <span className="figures">{value}</span>
              <br />
              <span className="soft">
                {say(`client.channel.${channel}`)}
                {relationId ? ` · ${say("client.contact.whose", { name: owners[relationId] ?? "" })}` : ""}
              </span>
            </>
          ),
        },
        { id: "rule", header: say("client.contact.rule"), cell: (way) => <Lines lines={rules(way)} /> },
        {
          id: "now",
          header: say("client.contact.now"),
          cell: ({ unsafe }) =>
            unsafe ? (
              <>
                <ToneTag tone="refused">{say("client.contact.not-now")}</ToneTag>{" "}
                <span className="soft">{say(`client.unsafe.${unsafe}`)}</span>
              </>
            ) : (
              <ToneTag tone="done">{say("client.contact.safe-now")}</ToneTag>
            ),
        },
        ...(writes ? [{ id: "end", header: say("client.contact.end"), headerHidden: true, cell: EndWay }] : []),
      ]}
    />
  );
}

function EndWay({ id, value }: { id: string; value: string }) {
  const say = useSay();
  return <EndForm id={id} label={say("client.contact.end")} spoken={say("client.contact.end-one", { value })} />;
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="plain-list">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** What may be done by a way, in sentences. */
export function useContactRules() {
  const say = useSay();
  const formats = useFormats();
  return ({
    allowed,
    weekdays,
    fromMinute,
    untilMinute,
    leaveMessage,
    neutralSender,
    avoidWords,
    note,
    channel,
  }: WayOfList) => {
    if (!allowed) return [say("client.contact.never"), note].filter(Boolean);
    const days = weekdays
      ? formats.list(weekdays.map((day) => formats.weekday(day, "short")))
      : say("client.contact.every-day");
    const hours =
      fromMinute === null || untilMinute === null
        ? say("client.contact.any-hour")
        : formats.span(fromMinute, untilMinute);
    return [
      say("client.contact.hours", { days, hours }),
      channel === "telephone" ? say(leaveMessage ? "client.contact.message" : "client.contact.no-message") : "",
      neutralSender ? say("client.contact.neutral") : "",
      avoidWords.length > 0 ? say("client.contact.avoid", { words: avoidWords.join(", ") }) : "",
      note,
    ].filter(Boolean);
  };
}

export function WayForm({ owners }: { owners: Readonly<Record<string, string>> }) {
  const say = useSay();
  const formats = useFormats();
  const text = (key: "words" | "note" | "value") => say(`client.contact.${key}`);
  return (
    <ActForm formId="way">
      <HiddenField name="intent" value="add" />
      <SelectField
        name="channel"
        label={say("client.contact.channel")}
        options={CHANNELS.map((value) => ({ value, label: say(`client.channel.${value}`) }))}
      />
      <TextField name="value" label={text("value")} maxLength={200} />
      <SelectField
        name="relation"
        label={say("client.contact.relation")}
        emptyLabel={say("client.contact.own-one")}
        options={Object.entries(owners).map(([value, label]) => ({ value, label }))}
        optional
      />
      <Checkbox name="never" label={say("client.contact.never-box")} hint={say("client.contact.never-hint")} />
      <CheckboxGroup
        name="weekdays"
        label={say("client.contact.weekdays")}
        hint={say("client.contact.weekdays-hint")}
        options={[1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: formats.weekday(day, "short") }))}
        inline
        optional
      />
      <TimeField name="from" label={say("client.contact.from")} hint={say("client.contact.clock-hint")} optional />
      <TimeField name="until" label={say("client.contact.until")} optional />
      <Checkbox name="leaveMessage" label={say("client.contact.message-box")} />
      <Checkbox
        name="neutralSender"
        label={say("client.contact.neutral-box")}
        hint={say("client.contact.neutral-hint")}
      />
      <TextField
        name="avoidWords"
        label={text("words")}
        hint={say("client.contact.words-hint")}
        maxLength={400}
        optional
      />
      <TextField name="note" label={text("note")} maxLength={500} optional />
      <SubmitButton>{say("client.contact.save")}</SubmitButton>
    </ActForm>
  );
}

export function ClientLetterForm({ address, name }: { address: string; name: string }) {
  const say = useSay();
  return (
    <ActForm formId="letter">
      <HiddenField name="intent" value="write" />
      <p>{say("client.contact.write-lead", { name })}</p>
      <TextField name="to" type="email" label={say("client.contact.to")} defaultValue={address} maxLength={200} />
      <TextField name="subject" label={say("client.contact.subject")} maxLength={150} />
      <TextArea name="body" label={say("client.contact.body")} maxLength={4000} rows={6} />
      <Checkbox name="neutral" label={say("client.contact.neutral-letter")} />
      <SubmitButton>{say("client.contact.send")}</SubmitButton>
    </ActForm>
  );
}
