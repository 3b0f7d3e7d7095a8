// One line of a roster: who came, when it began and ended, what was handed out. The same on the page and on a telephone without a connection; sends nothing itself.
import { useSay } from "#app/i18n/speech";
import { MOST_GOOD_WORDS, MOST_NOTE, ROSTER_STATES } from "../models/delivery/forms";
import { SelectField } from "./choice-fields";
import { Icon } from "./icon";
import { HiddenField, NumberField, TextField, TimeField } from "./text-fields";

export interface LineBoxes {
  readonly sessionId: string;
  readonly clientName: string;
  /** When, and what else tells this session from the others. */
  readonly lead: string;
  /** HH:MM on the clock of the place. */
  readonly start: string;
  readonly end: string;
  /** Units follow from the time that passed. */
  readonly timed: boolean;
  /** As planned. */
  readonly units: string;
  /** What was entered and could not be recorded. */
  readonly entered?: Readonly<Record<string, string>> | undefined;
  /** Why not. */
  readonly refused?: string | undefined;
}

/** @param prefix of the fields' names, such as "rows[2]." */
export function RosterLine({ line, prefix }: { line: LineBoxes; prefix: string }) {
  const say = useSay();
  const { entered = {}, timed, refused } = line;
  return (
    <fieldset className={refused ? "roster-line roster-line-act" : "roster-line"}>
      <legend>
        <strong>{line.clientName}</strong> <span className="soft">{line.lead}</span>
      </legend>
      {refused ? (
        <p className="usa-error-message" role="alert">
          {refused}
        </p>
      ) : null}
      <HiddenField name={`${prefix}sessionId`} value={line.sessionId} />
      <div className="roster-boxes">
        <SelectField
          name={`${prefix}state`}
          label={say("delivery.session.state")}
          emptyLabel={say("delivery.day.no-answer")}
          defaultValue={entered.state ?? ""}
          optional
          options={ROSTER_STATES.map((value) => ({ value, label: say(`delivery.day.state.${value}`) }))}
        />
        <TimeField
          name={`${prefix}startTime`}
          label={say("delivery.session.start")}
          defaultValue={entered.startTime ?? line.start}
          optional
        />
        <TimeField
          name={`${prefix}endTime`}
          label={say("delivery.session.end")}
          defaultValue={entered.endTime ?? line.end}
          optional
        />
        {timed ? null : (
          <NumberField
            name={`${prefix}units`}
            label={say("delivery.session.units")}
            defaultValue={entered.units ?? line.units}
            maxLength={10}
            optional
          />
        )}
      </div>
      <More prefix={prefix} entered={entered} />
    </fieldset>
  );
}

function More({ prefix, entered }: { prefix: string; entered: Readonly<Record<string, string>> }) {
  const say = useSay();
  const [good, count, note] = [entered["goods[0].name"], entered["goods[0].count"], entered.note];
  return (
    <details className="act-details" open={[good, note].some((said) => said) || undefined}>
      <summary>
        <Icon name="expand-more" />
        {say("delivery.day.more")}
      </summary>
      <div className="roster-boxes">
        <TextField
          name={`${prefix}goods[0].name`}
          label={say("delivery.session.good")}
          defaultValue={good ?? ""}
          maxLength={MOST_GOOD_WORDS}
          optional
        />
        <NumberField
          name={`${prefix}goods[0].count`}
          label={say("delivery.session.how-many")}
          defaultValue={count ?? ""}
          maxLength={4}
          optional
        />
        <TextField
          name={`${prefix}note`}
          label={say("delivery.day.note")}
          defaultValue={note ?? ""}
          maxLength={MOST_NOTE}
          optional
        />
      </div>
    </details>
  );
}
