// Organizations, services, locations and hours as the directory shows them. Text only.
export default {
  takes: {
    yes: "Takes referrals",
    waitlist: "Waiting list",
    no: "Takes none now",
    unknown: "Not said",
  },
  "open-places_one": "{{count}} open place",
  "open-places_other": "{{count}} open places",
  age: "Said {{when}}",
  "age-never": "Never said",
  stale: "Over 30 days old",
  kind: { voice: "Voice", fax: "Fax", text: "Text messages", tty: "TTY" },
  accessibility: {
    wheelchair: "Wheelchair access",
    elevator: "Elevator",
    ramp: "Ramp",
    restroom: "Accessible restroom",
    disabled_parking: "Accessible parking",
    deaf_interpreter: "Sign language interpreter",
    tape_braille: "Audio or Braille",
  },
  "service-status": {
    active: "Offered",
    inactive: "Not offered",
    defunct: "Ended",
    "temporarily closed": "Closed for a time",
  },
  hours: {
    part: "{{days}}: {{spans}}",
    "days-range": "{{from}} to {{to}}",
    closed: "closed",
    unknown: "The hours are not known. Searches for open places leave this one out.",
    always: "Always open.",
    overlap: "{{one}} and {{other}} overlap.",
    gap: "Closed for only {{minutes}} on {{day}}, from {{from}}. Is that meant?",
    check: "Please check",
    "on-day": "{{day}} {{span}}",
  },
  refusal: {
    directory: {
      "two-prices":
        "There is already a price for this service and unit in these days. End that one first, or choose other days.",
      "agreement-ended": "The agreement has ended, so it takes no new prices.",
      "price-outside": "The price has to lie inside the days of the agreement.",
      "price-ends-before-start": "A price cannot end before it begins.",
      "price-ended-already": "The price ends earlier than that already.",
    },
  },
  event: {
    agreement: {
      drafted: "Agreement {{number}} drafted, from {{startsOn}}",
      moved: "Agreement {{number}}: $t(lifecycle.agreement.state.{{state}})",
      "rate-added": "Price added, from {{startsOn}}",
      "rate-ended": "Price ended",
    },
  },
} as const;
