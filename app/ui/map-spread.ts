// Keeps markers from covering one another: those that would lie on others are moved to the nearest free spot. Knows no map.

export type Spot = { readonly x: number; readonly y: number };

const DIRECTIONS = 12;

/**
 * How far to move each marker so that all can be seen and pressed.
 * @param spots where the markers are, in pixels; earlier ones stay where they are
 * @param gap least distance between two, in pixels
 */
export function spread(spots: readonly Spot[], gap: number): Spot[] {
  const taken: Spot[] = [];
  return spots.map((spot) => {
    const free = nearestFree(spot, taken, gap);
    taken.push(free);
    return { x: free.x - spot.x, y: free.y - spot.y };
  });
}

/** Looks around in widening circles; with fewer than a hundred markers there is always room within ten of them. */
function nearestFree(spot: Spot, taken: readonly Spot[], gap: number): Spot {
  const isFree = ({ x, y }: Spot) => taken.every((other) => Math.hypot(other.x - x, other.y - y) >= gap);
  if (isFree(spot)) return spot;
  for (let circle = 1; circle <= 10; circle += 1) {
    const radius = (circle * gap) / 2;
    for (let direction = 0; direction < DIRECTIONS; direction += 1) {
      const angle = (direction / DIRECTIONS) * 2 * Math.PI;
      const candidate = { x: spot.x + radius * Math.cos(angle), y: spot.y + radius * Math.sin(angle) };
      if (isFree(candidate)) return candidate;
    }
  }
  return spot;
}
