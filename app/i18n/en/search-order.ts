// How a search finds, orders and counts, in the words of whoever asks why one place stands above another. Text only.
export default {
  "in-words": {
    title: "How places are found and ordered",
    lead: "The same rule for everybody and every provider. Nobody can pay, ask or be set to stand higher.",
    back: "Back to the search",
    link: "How this order is made",
    order: {
      title: "Best match first",
      lead: "Each line decides only between places that the lines before it leave even.",
      network: "Providers with an agreement with us come first.",
      doubts:
        "Then the fewer doubts: each thing you asked for that nobody has told us counts as one, and so do facts that nobody has confirmed for too long.",
      willing: "Then who takes new referrals, before a waiting list, before not known, before no.",
      near: "Then the nearest.",
      even: "What is still even keeps one fixed order, so that a place is never on two pages and never on none.",
      other:
        "Another order puts one thing before these: distance, the next opening, open places, time to answer, or the name.",
    },
    unknown: {
      title: "Not known is neither yes nor no",
      stays: "A place that says nothing of its languages, its hours or who it is for stays in the results.",
      below: "It says what is not known, and stands below places that are known to fit.",
      old: "What was said too long ago is not known any more: open places after some weeks, hours after some months.",
    },
    time: {
      title: "Open means open there",
      clock: "Each place is judged on its own clock, with its holidays, closures and seasons.",
      text: "Hours that are only written as text are shown as text, and count as not known.",
      now: "Everything is read when you ask: what a provider changed a moment ago counts.",
    },
    counts: {
      title: "What the numbers count",
      filter: "The number beside a filter is how many places would be left if you chose it and changed nothing else.",
      most: "When more than {{most}} places are within reach, the nearest {{most}} and our own network are weighed, and the page says so.",
      near: "A place that comes to people is found by the area it serves, one that helps from afar from everywhere.",
    },
    kept: {
      title: "What is kept of a search",
      address: "The address of a search names no person: it can be sent to a colleague.",
      unmet:
        "A search that finds nothing is counted as a need nobody met: the specialty, the area, the time and the language, and nothing about who it was for.",
    },
  },
} as const;
