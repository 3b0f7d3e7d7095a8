// The lines of a roster that was taken along: filled in one by one, kept on the telephone, sent when there is a connection. Asks the server nothing else.
import { type FormEvent, useState } from "react";
import { useFormats, useSay } from "#app/i18n/speech";
import { forgetRoster, type KeptLine, keepLine, type TakenRoster } from "./kept-roster";
import { KeptWaiting } from "./kept-waiting";
import { Actions, Card, Empty, Stack } from "./layout-parts";
import { faultIn } from "./line-fault";
import { type LineBoxes, RosterLine } from "./roster-line";
import { type Kept, useKept, useReadiness } from "./use-kept";

export function KeptRoster() {
  const say = useSay();
  const kept = useKept();
  if (kept.roster === undefined) return null;
  return (
    <Stack>
      <KeptWaiting kept={kept} />
      {kept.roster ? (
        <Lines roster={kept.roster} kept={kept} />
      ) : (
        <Empty
          title={say("along.none")}
          icon="calendar-today"
          action={
            <a className="usa-button" href="/portal/roster">
              {say("along.to-roster")}
            </a>
          }
        >
          {say("along.none-lead")}
        </Empty>
      )}
    </Stack>
  );
}

function Lines({ roster, kept }: { roster: TakenRoster; kept: Kept }) {
  const say = useSay();
  const formats = useFormats();
  const readiness = useReadiness();
  const [said, setSaid] = useState<readonly string[]>([]);
  const waiting = kept.lines.map(({ sessionId }) => sessionId);
  const open = roster.lines.filter(({ sessionId }) => !said.includes(sessionId) && !waiting.includes(sessionId));
  const keep = async (line: KeptLine) => {
    await keepLine(line);
    setSaid([...said, line.sessionId]);
    await kept.look();
    await kept.send();
  };
  const forget = async () => {
    await forgetRoster();
    await kept.look();
  };
  const ready = { "getting-ready": "along.not-ready", ready: "along.ready", cannot: "along.cannot" } as const;
  return (
    <Card title={say("along.of", { day: formats.dayLong(roster.day) })}>
      <p role="status" className="soft">
        {say(ready[readiness])}
      </p>
      <p>{open.length > 0 ? say("along.left", { count: open.length }) : say("along.done")}</p>
      {open.map((line) => (
        <Line key={line.sessionId} line={line} owner={roster.owner} keep={keep} />
      ))}
      <Actions>
        <button type="button" className="usa-button usa-button--unstyled" onClick={() => void forget()}>
          {say("along.forget")}
        </button>
      </Actions>
    </Card>
  );
}

type LineProps = { line: LineBoxes; owner: string; keep: (line: KeptLine) => Promise<void> };

function Line({ line, owner, keep }: LineProps) {
  const say = useSay();
  const [fault, setFault] = useState<string>();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = [...new FormData(event.currentTarget)].flatMap(([name, value]) =>
      typeof value === "string" && value !== "" && name !== "sessionId" ? [[name, value] as const] : [],
    );
    const found = faultIn(new Map(fields));
    setFault(found ? say(`along.fault.${found}`) : undefined);
    if (found) return;
    const { sessionId } = line;
    const takenAt = new Date().toISOString();
    void keep({ key: crypto.randomUUID(), owner, sessionId, fields, takenAt, refused: null });
  };
  return (
    <form className="act-form roster-form" onSubmit={submit} noValidate>
      <RosterLine line={{ ...line, refused: fault }} prefix="" />
      <Actions>
        <button type="submit" className="usa-button">
          {say("along.save")}
          <span className="usa-sr-only"> {say("along.save-for", { name: line.clientName })}</span>
        </button>
      </Actions>
    </form>
  );
}
