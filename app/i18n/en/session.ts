// Signed-in sessions: warnings before the end, extension, devices. Text only. (Dated occurrences of a service are in delivery.)
export default {
  warning: {
    title: "You will be signed out soon",
    "time-left_one": "In {{count}} minute you will be signed out, because nothing was done for a while.",
    "time-left_other": "In {{count}} minutes you will be signed out, because nothing was done for a while.",
    extend: "Stay signed in",
    leave: "Sign out now",
  },
  ended: {
    title: "You were signed out",
    idle: "Nothing was done for 15 minutes, so we signed you out to keep people's data safe.",
    absolute: "A working day has passed since you signed in. Sign in again to go on.",
    "draft-kept":
      "What you had written is kept on this page. Sign in again in the new window, then come back here and send it.",
    again: "Sign in again",
  },
  devices: {
    title: "Where you are signed in",
    lead: "End any session you do not know.",
    this: "This device",
    since: "Signed in {{instant}}",
    "last-used": "Last used {{instant}}",
    end: "End this session",
    "end-others": "End all other sessions",
    ended: "That session has ended.",
  },
} as const;
