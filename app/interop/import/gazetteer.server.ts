// Places imported addresses with the geocoder the server carries. Never asks the network.
import { geocode, loadGazetteer, timeZoneAt } from "#app/search/geocode.server";
import type { Gazetteer } from "./target";

/** Reads the table of postal codes now, because no transaction should wait for a file. */
export function openGazetteer(): Gazetteer {
  loadGazetteer();
  return {
    place: ({ street, city, state, postalCode }) => {
      const placing = geocode({ line: street, city, state, postalCode });
      if (placing.precision === "unplaced") return null;
      const { latitude, longitude, timeZone } = placing;
      return { latitude, longitude, timeZone, precision: placing.precision === "postal-code" ? "postal_code" : "town" };
    },
    zoneAt: (point) => timeZoneAt(point),
  };
}
