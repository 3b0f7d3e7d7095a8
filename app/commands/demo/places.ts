// Towns of the demo with their postal codes and points (public facts), and the made-up streets its houses stand in.

export interface Town {
  readonly name: string;
  readonly postalCode: string;
  readonly latitude: number;
  readonly longitude: number;
}

const town = (name: string, postalCode: string, latitude: number, longitude: number): Town => ({
  name,
  postalCode,
  latitude,
  longitude,
});

export const REGION = "MD";
export const TIME_ZONE = "America/New_York";

export const towns: readonly Town[] = [
  town("Baltimore", "21201", 39.2951, -76.6219),
  town("Baltimore", "21202", 39.2965, -76.6074),
  town("Baltimore", "21211", 39.3305, -76.6335),
  town("Baltimore", "21213", 39.3122, -76.5811),
  town("Baltimore", "21217", 39.3073, -76.6399),
  town("Baltimore", "21218", 39.3265, -76.6023),
  town("Baltimore", "21223", 39.2833, -76.6475),
  town("Baltimore", "21224", 39.2781, -76.5401),
  town("Baltimore", "21229", 39.2857, -76.6899),
  town("Baltimore", "21230", 39.2645, -76.6224),
  town("Towson", "21204", 39.4072, -76.6098),
  town("Dundalk", "21222", 39.2663, -76.4964),
  town("Catonsville", "21228", 39.2792, -76.7353),
  town("Essex", "21221", 39.3086, -76.4533),
  town("Parkville", "21234", 39.3876, -76.5418),
  town("Glen Burnie", "21061", 39.1611, -76.6295),
  town("Columbia", "21044", 39.2104, -76.8837),
  town("Annapolis", "21401", 38.9898, -76.5501),
];

const streets = [
  "Alder",
  "Beacon",
  "Cedar Hill",
  "Dock",
  "Elmwood",
  "Fairfield",
  "Granby",
  "Hollins Mill",
  "Ivy",
  "Juniper",
  "Kiln",
  "Linden",
  "Mill Race",
  "Northgate",
  "Orchard",
  "Pratt's Yard",
  "Quarry",
  "Rowan",
  "Saltbox",
  "Tidewater",
] as const;
const endings = ["Street", "Avenue", "Lane", "Road", "Court"] as const;

/** A street address that no map knows. */
export function madeUpAddress(number: number): string {
  const street = streets[number % streets.length] ?? "Alder";
  return `${10 + ((number * 37) % 880)} ${street} ${endings[(number * 7) % endings.length] ?? "Street"}`;
}
