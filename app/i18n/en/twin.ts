// Two records of the directory that may be one organization. Text only.
export default {
  title: "Twins",
  lead: "Records of the directory that look like one provider. Join the two if they are: nothing is merged, one is listed, and you can part them again.",
  "views-label": "Which pairs",
  empty: {
    proposed: "No twins to look at",
    joined: "No twins are joined",
    parted: "No twins were parted",
    different: "No pair was told apart",
  },
  "empty-lead":
    "After each import, the providers that came by your agency are compared with those of your network: by name, and by telephone, web address, address or place.",
  seek: "Look for twins now",
  sought: "The directory is being looked through. Twins appear here as they are found: come back in a minute.",
  pair: "{{one}} and {{other}}",
  why: "Why: alike in name, and {{reasons}}",
  reason: {
    telephone: "the same telephone",
    web: "the same web address",
    address: "the same address",
    place: "places within 150 m (500 feet)",
  },
  decided: "by {{name}}, {{instant}}",
  stands: "Listed: {{name}}",
  facts: {
    label: "The two records",
    fact: "Fact",
    name: "Name",
    alternateName: "Other name",
    telephones: "Telephone",
    addresses: "Places",
    website: "Web address",
    email: "E-mail",
    services: "Services",
    description: "Description",
    sources: "Came from",
    agreement: "Agreement with us",
    listed: "Listed",
    "by-hand": "Written by hand",
    more: "{{names}} and more ({{count}} in all)",
  },
  what: {
    title: "What joining does",
    listed:
      "Only the record that stands is found in searches, in the list of providers and in the public directory feed.",
    kept: "The other one is kept whole, with everything that ever happened with it. It leads to the one that stands.",
    import: "An import goes on updating each of the two records. No fact moves from one to the other.",
    back: "You can part them again at any time; then both are listed as they were.",
  },
  choose: "Which record stands?",
  "choose-stands": "{{name}} stands",
  "sets-aside": "Then {{name}}, the record with {{places}}, is no longer listed.",
  "no-places": "no address",
  join: "Join the two",
  tell_apart: "Not the same",
  "tell-apart-hint": "The two are not proposed again.",
  part: "Part again",
  "part-hint": "Both are listed again, as they were before.",
  reconsider: "Look at it again",
  neither: "The two cannot be joined yet",
  "not-aside": "{{name}} cannot be set aside:",
  obstacle: {
    "not-yours":
      "it did not come into the directory by your agency, or the other one is not of your network. Ask the agency that keeps it.",
    people: "somebody signs in for it. Their administrator ends those sign-ins first, or it is the record that stands.",
    agreement: "it has an agreement in force. End the agreement first, or it is the record that stands.",
    referrals: "referrals to it are open. They end first, or it is the record that stands.",
    joined: "one of the two is joined with a third record already. Part those first.",
  },
  done: {
    join: "Joined. Only the record that stands is listed now.",
    tell_apart: "Kept as two. They are not proposed again.",
    part: "Parted. Both are listed as before.",
    reconsider: "It is among those to look at again.",
  },
  own: {
    aside: "Set aside: joined with {{name}}",
    "aside-lead": "This record is kept whole but not listed. The record that stands is {{name}}.",
    stands: "Stands for a twin",
    "stands-lead": "{{name}} was joined with this record and is not listed itself.",
    proposed: "May have a twin",
    "proposed-lead": "{{name}} looks like the same provider.",
    look: "Look at the two",
  },
  refusal: {
    twin: {
      "not-yours":
        "The record to be set aside did not come into the directory by your agency, or the other one is not of your network. Nothing was changed. Ask the agency that keeps it.",
      people:
        "Somebody signs in for the record to be set aside. Nothing was changed. Its administrator ends those sign-ins first, or let that record stand.",
      agreement:
        "The record to be set aside has an agreement in force. Nothing was changed. End the agreement first, or let that record stand.",
      referrals:
        "Referrals to the record to be set aside are open. Nothing was changed. They end first, or let that record stand.",
      joined: "One of the two is joined with a third record already. Nothing was changed. Part those first.",
      "set-aside":
        "This record is set aside: it is joined with its twin. Nothing was changed. Make the agreement with the record that stands, or part the two first.",
    },
  },
  event: {
    organization: {
      "twin-joined": "Joined with its twin",
      "twin-parted": "Parted from its twin",
      "twin-different": "Told apart from a record that looks like it",
      "twin-proposed": "Looked at again beside a record that looks like it",
      "twins-sought": "Asked to look for twins",
    },
  },
} as const;
