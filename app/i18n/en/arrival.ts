// The coupon on a referral slip and the page behind its code. Text only; says nothing about who came. What the client reads stands in "sharing".
export default {
  "page-title": "Arrived?",
  title: "Did the person with this slip arrive?",
  lead: "{{agency}} sent them, and would like to know. One press is enough; you need no account.",
  button: "Yes, arrived",
  nobody: "This page says nothing about the person, and asks nothing about them.",
  "used-title": "Thank you",
  used: "“Arrived” was said on {{when}}. There is nothing more to do.",
  "late-title": "This slip is not waited for any more",
  late: "The referral has ended, or another place took it on. Nothing was changed. If the person is with you, call the agency that is named on the slip.",
  slip: {
    "add-lead":
      "The coupon is not on this slip yet. With it, whoever sees the {{client}} first says “arrived” with a telephone, and you hear of it.",
    "add-button": "Put the coupon on",
    ready: "The slip is ready. Print it now: its code is not shown again, but you can make another at any time.",
    code: "Code that says “arrived”",
    "for-provider": "For {{name}}: scan this when the person arrives, and press “Yes, arrived”. You need no account.",
    arrived: "Arrived {{instant}}",
  },
  event: { referral: { arrived: "The {{client}} arrived, said by the code on the slip" } },
  refusal: {
    arrival: {
      "link-unknown": "This code leads nowhere. Scan it again from the slip, or type all of its address.",
      "link-used": "“Arrived” was said a moment ago, or the referral has just ended. Open the code again to see which.",
      "link-late": "The referral has ended, or another place took it on. Nothing was changed.",
    },
  },
} as const;
