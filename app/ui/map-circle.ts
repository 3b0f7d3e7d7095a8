// The ring of points around a centre, for drawing a radius on a map. Good to search distances; not for surveying.

const EARTH_RADIUS_METRES = 6_371_008.8;
const CORNERS = 72;

/** Closed ring of [lon, lat], as GeoJSON wants it. */
export function circleRing(centre: { lat: number; lon: number }, radiusMetres: number): [number, number][] {
  const angle = radiusMetres / EARTH_RADIUS_METRES;
  const lat = radians(centre.lat);
  return Array.from({ length: CORNERS + 1 }, (_, corner) => {
    const bearing = ((corner % CORNERS) / CORNERS) * 2 * Math.PI;
    const lat2 = Math.asin(Math.sin(lat) * Math.cos(angle) + Math.cos(lat) * Math.sin(angle) * Math.cos(bearing));
    const east = Math.sin(bearing) * Math.sin(angle) * Math.cos(lat);
    const lon2 = radians(centre.lon) + Math.atan2(east, Math.cos(angle) - Math.sin(lat) * Math.sin(lat2));
    return [degrees(lon2), degrees(lat2)];
  });
}

function radians(angle: number): number {
  return (angle * Math.PI) / 180;
}

function degrees(angle: number): number {
  return (angle * 180) / Math.PI;
}
