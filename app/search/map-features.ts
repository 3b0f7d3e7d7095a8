// The results as a map wants them: points under the numbers of the list. Draws nothing; the map itself draws the radius.

export type NumberedPlace = {
  readonly id: string;
  /** The number in the list. */
  readonly number: number;
  readonly label: string;
  readonly lat: number;
  readonly lon: number;
};

type Listed = {
  readonly id: string;
  readonly name: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
};

/** Places that are on the map; a place without a point keeps its number and stays in the list alone. */
export function numberedPlaces(listed: readonly Listed[]): NumberedPlace[] {
  return listed.flatMap(({ id, name, latitude, longitude }, index) =>
    latitude === null || longitude === null
      ? []
      : [{ id, number: index + 1, label: name, lat: latitude, lon: longitude }],
  );
}
