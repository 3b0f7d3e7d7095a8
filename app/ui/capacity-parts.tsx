// Whether a service takes referrals, how old that is, and the small form that says it anew. Decides nothing; fetches nothing.
import { useFormats, useSay } from "#app/i18n/speech";
import { CAPACITY_UNITS, TAKES_REFERRALS } from "#app/models/organization/codes";
import { USUAL_HALF_LIVES } from "#app/models/organization/fact-groups";
import { ActForm } from "./act-form";
import { SubmitButton } from "./button";
import { SelectField } from "./choice-fields";
import { ToneTag } from "./state-tag";
import type { Tone } from "./state-tones";
import { HiddenField, NumberField } from "./text-fields";

const TONES: Readonly<Record<string, Tone>> = { yes: "done", waitlist: "waiting", no: "paused", unknown: "draft" };

export type CapacitySaid = {
  readonly takesReferrals: string;
  readonly openPlaces: number | null;
  /** Places that offers hold until they are answered. */
  readonly heldPlaces?: number;
  readonly capacityUnit?: string;
  /** Whole days since it was said; null: never. */
  readonly capacityAge: number | null;
  /** Its age is said elsewhere. */
  readonly ageless?: boolean;
};

export function CapacityState({ takesReferrals, openPlaces, capacityAge, ageless, ...counted }: CapacitySaid) {
  const say = useSay();
  const placesText = usePlacesText();
  return (
    // One box: where a row is shown as a card, each child of a cell would be set beside its name.
    <span className="capacity">
      <ToneTag tone={TONES[takesReferrals] ?? "draft"}>{say.any(`directory.takes.${takesReferrals}`)}</ToneTag>{" "}
      {openPlaces === null ? null : placesText({ openPlaces, ...counted })}
      {ageless ? null : (
        <>
          <br />
          <CapacityAge days={capacityAge} />
        </>
      )}
    </span>
  );
}

/** "5 beds open", or with offers that wait "3 of 5 beds free, 2 held". */
export function usePlacesText() {
  const say = useSay();
  return (said: { openPlaces: number; heldPlaces?: number; capacityUnit?: string }): string => {
    const { openPlaces: count, heldPlaces: held = 0, capacityUnit = "places" } = said;
    if (held === 0) return say.any(`keeping.open.${capacityUnit}`, { count });
    return say.any(`keeping.free.${capacityUnit}`, { count, free: Math.max(0, count - held), held });
  };
}

function CapacityAge({ days }: { days: number | null }) {
  const say = useSay();
  const formats = useFormats();
  if (days === null) return <span className="soft">{say("directory.age-never")}</span>;
  return (
    <>
      <span className="soft">{say("directory.age", { when: formats.daysAway(-days) })}</span>{" "}
      {days >= USUAL_HALF_LIVES.capacity ? <ToneTag tone="act">{say("directory.stale")}</ToneTag> : null}
    </>
  );
}

type RowProps = CapacitySaid & {
  id: string;
  serviceName: string;
  placeName: string;
  /** Says what the number is, where no header of a column does. */
  named?: boolean;
};

/** One line of a list: the state and the places, and a button of its own. */
export function CapacityRow({ id, serviceName, placeName, takesReferrals, openPlaces, capacityUnit, named }: RowProps) {
  const say = useSay();
  const names = { service: serviceName, place: placeName };
  return (
    <ActForm formId={`capacity-${id}`} className="row-form">
      <HiddenField name="intent" value="capacity" />
      <HiddenField name="serviceAtLocationId" value={id} />
      <SelectField
        name="takesReferrals"
        label={say("organization.services.takes-of", names)}
        labelHidden
        options={TAKES_REFERRALS.map((value) => ({ value, label: say(`directory.takes.${value}`) }))}
        defaultValue={takesReferrals === "unknown" ? undefined : takesReferrals}
      />
      <NumberField
        name="openPlaces"
        label={say("organization.services.places-of", names)}
        labelHidden
        defaultValue={openPlaces === null ? undefined : String(openPlaces)}
        maxLength={5}
        optional
      />
      {named ? (
        <SelectField
          name="capacityUnit"
          label={say("keeping.field.capacityUnit")}
          labelHidden
          options={CAPACITY_UNITS.map((value) => ({ value, label: say(`keeping.unit.${value}`) }))}
          defaultValue={capacityUnit ?? "places"}
          emptyLabel={null}
        />
      ) : null}
      <SubmitButton look="secondary">
        <span aria-hidden="true">{say("organization.services.save")}</span>
        <span className="usa-sr-only">{say("organization.services.save-of", names)}</span>
      </SubmitButton>
    </ActForm>
  );
}
