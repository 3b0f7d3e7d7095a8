// What every mail has in common, and mails about accounts. Text only.
export default {
  mail: {
    waits: {
      subject: "Something waits for you in Throughline",
      body: "{{what}}.\n\nOpen it here, after you have signed in:\n{{link}}\n\nThis mail says no more on purpose: mail can be read by others on its way.",
      "body-by-link":
        "{{what}}.\n\nLook at it and answer without signing in, on any telephone:\n{{own}}\n\nThat link is yours: please do not pass it on. It takes one answer, and ends with the last day for it.\n\nOr open it after you have signed in:\n{{link}}\n\nThis mail says no more on purpose: mail can be read by others on its way.",
    },
    digest: {
      subject_one: "{{count}} thing waits for you in Throughline",
      subject_other: "{{count}} things wait for you in Throughline",
      body_one:
        "{{count}} notice came since your last mail and is not read.\n\nOpen it here, after you have signed in:\n{{link}}\n\nThis mail says no more on purpose: mail can be read by others on its way. You chose to hear of this once a day; you can change that there.",
      body_other:
        "{{count}} notices came since your last mail and are not read.\n\nOpen them here, after you have signed in:\n{{link}}\n\nThis mail says no more on purpose: mail can be read by others on its way. You chose to hear of this once a day; you can change that there.",
    },
    reset: {
      subject: "Choose a new password for Throughline",
      body: "Hello {{name}},\n\nsomebody, most likely you, asked for a new password for this address. Choose it here:\n{{link}}\n\nThe link works once, for {{minutes}} minutes. If it was not you, do nothing: your password stays as it is.",
    },
    "password-changed": {
      subject: "Your password for Throughline was changed",
      body: "Hello {{name}},\n\nthe password of your account was just changed and all other devices were signed out. If it was not you, choose a new one at once:\n{{link}}",
    },
    anchor: {
      subject: "The record of Throughline at {{at}}",
      body: "Keep this mail. It says how the record of who did what ended at this moment, so that nobody can rewrite it unseen.\n\n{{line}}\n\nTo compare: put these mails into a file, and run npm run admin -- verify-audit --anchors FILE",
    },
    "second-step-set": {
      subject: "Signing in to Throughline now takes a second step",
      body: "Hello {{name}},\n\nfrom now on your account asks for a code from your telephone at every sign-in. If it was not you, choose a new password at once and tell your administrator:\n{{link}}",
    },
    "second-step-ended": {
      subject: "The second step of your account in Throughline is off",
      body: "Hello {{name}},\n\nyour account no longer asks for a code from your telephone: your password alone opens it. If you did not want this, choose a new password at once and tell your administrator:\n{{link}}",
    },
    invitation: {
      subject: "{{inviter}} invites you to {{place}}",
      body: "Hello {{name}},\n\n{{inviter}} invites you to work in Throughline for {{place}} as {{role}}. Join here:\n{{link}}\n\nThe link works once, for {{days}} days, and only for you: please do not pass it on. If you do not know what this is about, do nothing.",
    },
    joined: { subject: "A colleague has joined" },
  },
} as const;
