// Where places are on the map and how well that is known. Text only.
export default {
  title: "Places without a point",
  lead: "These places stand on the map by their postal code or their town only, or not at all. Distances to them are rough; a place on no map is found by its town alone.",
  "asks-outside": "An outside geocoder is asked about whole addresses, one a second, and never about a client.",
  "asks-nobody":
    "No outside geocoder is named. Mend an address, and the place is looked up again by its postal code and town.",
  empty: "Every place is known to its door",
  "empty-lead": "Nothing is known by its postal code or its town only.",
  "no-address": "no address",
  column: { place: "Provider", address: "Address", precision: "Placed by", outside: "Outside geocoder" },
  precision: {
    none: "on no map",
    town: "its town, {{town}}",
    postal_code: "its postal code, {{code}}",
    address: "its address",
    given: "a point that was given",
  },
  "placed-by": {
    none: "On no map: its distance is not known.",
    town: "On the map by its town; its door may be some miles away.",
    postal_code: "On the map by its postal code; its door may be a mile or more away.",
    address: "On the map by its address.",
  },
  outcome: {
    asking: "being asked",
    not_found: "did not find it",
    far_off: "found it in another part of the country, which was not taken",
  },
  failure: {
    unreachable: "could not be reached; it is tried again",
    busy: "was too busy; it is tried again",
    refused: "refused to answer: look at the setting GEOCODER_URL",
    "not-understood": "answered in a form that is not known",
  },
} as const;
