// Says which clock a place in the United States keeps, by state and, where a state has two, by county. Never by offset.
import type { TimeZone } from "#app/models/values/calendar-day";
import type { Point } from "#app/models/values/place";

const EASTERN = "America/New_York";
const CENTRAL = "America/Chicago";
const MOUNTAIN = "America/Denver";
const PACIFIC = "America/Los_Angeles";

const STATE_ZONES: Readonly<Record<string, TimeZone>> = {
  ...zoneFor(EASTERN, "CT DC DE FL GA KY MA MD ME NC NH NJ NY OH PA RI SC VA VT WV"),
  ...zoneFor(CENTRAL, "AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI"),
  ...zoneFor(MOUNTAIN, "CO MT NM UT WY"),
  ...zoneFor(PACIFIC, "CA NV OR WA"),
  AK: "America/Anchorage",
  AZ: "America/Phoenix",
  HI: "Pacific/Honolulu",
  ID: "America/Boise",
  IN: "America/Indiana/Indianapolis",
  MI: "America/Detroit",
  MH: "Pacific/Majuro",
};

/** Counties that keep another clock than most of their state. A county that keeps two is told by its seat. Source: 49 CFR part 71. */
export const COUNTY_EXCEPTIONS: readonly { state: string; zone: TimeZone; counties: readonly string[] }[] = [
  exception("FL", CENTRAL, "Bay, Calhoun, Escambia, Holmes, Jackson, Okaloosa, Santa Rosa, Walton, Washington"),
  exception("IN", CENTRAL, "Gibson, Jasper, Lake, LaPorte, Newton, Porter, Posey, Spencer, Vanderburgh, Warrick"),
  exception("IN", "America/Indiana/Tell_City", "Perry"),
  exception("IN", "America/Indiana/Knox", "Starke"),
  exception("KS", MOUNTAIN, "Greeley, Hamilton, Sherman, Wallace"),
  exception(
    "KY",
    CENTRAL,
    "Adair, Allen, Ballard, Barren, Breckinridge, Butler, Caldwell, Calloway, Carlisle, Christian, Clinton, Crittenden, " +
      "Cumberland, Daviess, Edmonson, Fulton, Graves, Grayson, Green, Hancock, Hart, Henderson, Hickman, Hopkins, " +
      "Livingston, Logan, Lyon, Marshall, McCracken, McLean, Metcalfe, Monroe, Muhlenberg, Ohio, Russell, Simpson, " +
      "Todd, Trigg, Union, Warren, Webster",
  ),
  exception("MI", "America/Menominee", "Dickinson, Gogebic, Iron, Menominee"),
  exception("ND", MOUNTAIN, "Adams, Billings, Bowman, Dunn, Golden Valley, Grant, Hettinger, Slope, Stark"),
  exception(
    "NE",
    MOUNTAIN,
    "Arthur, Banner, Box Butte, Chase, Cheyenne, Dawes, Deuel, Dundy, Garden, Grant, Hooker, Keith, Kimball, Morrill, " +
      "Perkins, Scotts Bluff, Sheridan, Sioux",
  ),
  exception("OR", "America/Boise", "Malheur"),
  exception("ID", PACIFIC, "Benewah, Bonner, Boundary, Clearwater, Idaho, Kootenai, Latah, Lewis, Nez Perce, Shoshone"),
  exception(
    "SD",
    MOUNTAIN,
    "Bennett, Butte, Corson, Custer, Dewey, Fall River, Haakon, Harding, Jackson, Lawrence, Meade, " +
      "Oglala Lakota County, Pennington, Perkins, Ziebach",
  ),
  exception(
    "TN",
    EASTERN,
    "Anderson, Blount, Bradley, Campbell, Carter, Claiborne, Cocke, Grainger, Greene, Hamblen, Hamilton, Hancock, " +
      "Hawkins, Jefferson, Johnson, Knox, Loudon, McMinn, Meigs, Monroe, Morgan, Polk, Rhea, Roane, Scott, Sevier, " +
      "Sullivan, Unicoi, Union, Washington",
  ),
  exception("TX", MOUNTAIN, "El Paso, Hudspeth"),
];

// The Navajo Nation changes its clocks, the rest of Arizona does not; two towns of Nevada keep the clock of their neighbours.
const POSTAL_EXCEPTIONS: Readonly<Record<string, TimeZone>> = zoneFor(
  MOUNTAIN,
  "86033 86044 86045 86053 86054 86503 86504 86505 86506 86507 86508 86510 86511 86514 86515 86520 86535 86538 86540 " +
    "86544 86545 86547 86556 89825 89883",
);

const zoneByCounty = new Map(
  COUNTY_EXCEPTIONS.flatMap(({ state, zone, counties }) => counties.map((county) => [`${state} ${county}`, zone])),
);

/** The zone of a postal code's area; Eastern where the state is unknown, which never happens for a state of the Union. */
export function zoneOfPlace(place: Point & { postalCode: string; state: string; county: string }): TimeZone {
  // West of 169°30' the Aleutians keep Hawaii's hour and change it in summer.
  if (place.state === "AK" && place.longitude < -169.5) return "America/Adak";
  return (
    POSTAL_EXCEPTIONS[place.postalCode] ??
    zoneByCounty.get(`${place.state} ${place.county}`) ??
    STATE_ZONES[place.state] ??
    EASTERN
  );
}

function zoneFor(zone: TimeZone, keys: string): Record<string, TimeZone> {
  return Object.fromEntries(keys.split(" ").map((key) => [key, zone]));
}

function exception(state: string, zone: TimeZone, counties: string) {
  return { state, zone, counties: counties.split(", ") };
}
