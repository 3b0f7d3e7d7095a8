// The hours of a week in which somebody can come, as boxes: a row a day, a column a part of the day. Takes what was ticked.
import { useFormats, useSay } from "#app/i18n/speech";
import { type FreePart, PARTS_OF_DAY, WEEKDAYS } from "#app/search/free-times";
import { PickBox } from "./pick-box";

export function WeekGrid({ picked }: { picked: readonly FreePart[] }) {
  const say = useSay();
  const formats = useFormats();
  const part = (name: (typeof PARTS_OF_DAY)[number]) => say(`search.free.${name}`);
  return (
    <fieldset className="free-times usa-fieldset" aria-describedby="free-times-hint">
      <legend className="usa-legend">{say("search.free.title")}</legend>
      <p className="usa-hint" id="free-times-hint">
        {say("search.free.hint")}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span className="usa-sr-only">{say("search.free.day")}</span>
            </th>
            {PARTS_OF_DAY.map((name) => (
              <th key={name} scope="col">
                {part(name)}
                <span className="soft">{say(`search.free.hours.${name}`)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr className="free-every">
            <th scope="row">{say("search.free.every-day")}</th>
            {PARTS_OF_DAY.map((name) => (
              <td key={name}>
                <PickBox
                  name="free"
                  value={WEEKDAYS.map((day) => `${day}${name}`).join(".")}
                  label={say("search.free.cell", { day: say("search.free.every-day"), part: part(name) })}
                  picked={false}
                />
              </td>
            ))}
          </tr>
          {WEEKDAYS.map((day) => ({ day, name: formats.weekday(day) })).map(({ day, name: dayName }) => (
            <tr key={day}>
              <th scope="row">{formats.weekday(day, "short")}</th>
              {PARTS_OF_DAY.map((name) => (
                <td key={name}>
                  <PickBox
                    name="free"
                    value={`${day}${name}`}
                    label={say("search.free.cell", { day: dayName, part: part(name) })}
                    picked={picked.includes(`${day}${name}`)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </fieldset>
  );
}
