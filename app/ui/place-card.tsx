// In which groups a client has a place, or waits for one and behind how many. Takes plain values; shows nobody else's.
import { Link } from "@remix-run/react";
import { useFormats, useSay } from "#app/i18n/speech";
import { Card } from "./layout-parts";

type PlaceCardProps = {
  places: readonly {
    readonly id: string;
    readonly groupId: string;
    readonly name: string;
    readonly organizationName: string;
    readonly since: Date;
    readonly before: number | null;
  }[];
};

export function PlaceCard({ places }: PlaceCardProps) {
  const say = useSay();
  const formats = useFormats();
  if (places.length === 0) return null;
  return (
    <Card title={say("group.agency.card")}>
      <ul className="notes">
        {places.map(({ id, groupId, name, organizationName, since, before }) => (
          <li key={id}>
            <Link to={`/agency/groups/${groupId}`}>{name}</Link>, {organizationName}
            <p className="soft">
              {before === null
                ? say("group.agency.has-place", { day: formats.instantDay(since) })
                : before === 0
                  ? say("group.agency.waits-first", { day: formats.instantDay(since) })
                  : say("group.agency.waits", { day: formats.instantDay(since), turn: before + 1 })}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
