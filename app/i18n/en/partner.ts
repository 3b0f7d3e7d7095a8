// Other people's systems: the pages on which a house lets them in, and what they are told when something cannot be. Text only.
export default {
  list: {
    "title-agency": "Senders' systems",
    "title-organization": "Our systems",
    "lead-agency":
      "Systems of hospitals, clinics and others outside that may send referrals to this agency. What they send waits in the register of requests; nothing becomes a case by itself.",
    "lead-organization":
      "Your own software, such as a case management system. It reads the referrals offered to you and answers them, without these screens. It sees what your coordinators see, and no more.",
    new: "Let a system in",
    name: "System",
    scopes: "What it may do",
    "made-by": "Let in by",
    "last-used": "Last came",
    never: "Has not come yet",
    state: "Status",
    holds: "Let in",
    revoked: "Shut out",
    empty: "No system is let in",
    "empty-lead": "Let one in when its makers ask you for an id and a secret.",
  },
  new: {
    name: "Name of the system",
    "name-hint": "As its people call it. It stands in the timeline beside everything the system does.",
    scopes: "What it may do",
    "scopes-hint": "As little as it needs. This cannot be widened later: let the system in again instead.",
    make: "Let it in",
  },
  scope: {
    "system/Task.read": "Follow referrals (Task, read)",
    "system/Task.write": "Answer or take back referrals (Task, write)",
    "system/ServiceRequest.read": "Read what is asked for (ServiceRequest, read)",
    "system/ServiceRequest.write": "Send referrals (ServiceRequest, write)",
    "system/Patient.read": "Read what {{clients}} agreed to show (Patient, read)",
    "system/Consent.read": "Read until when they agreed (Consent, read)",
  },
  made: {
    title: "Id and secret of {{name}}",
    lead: "Copy the secret now. It is shown this once and cannot be read again. Whoever has it acts as this system.",
    "client-id": "Id (client_id)",
    secret: "Secret (client_secret)",
    token: "Where it gets a token",
    base: "Where it works (FHIR R4)",
    done: "I have copied it",
  },
  one: {
    "let-in": "Let in",
    "secret-since": "Secret since",
    facts: "About this system",
    "rotate-title": "Give it another secret",
    "rotate-lead":
      "The secret it has now stops working at once, and so does every token made with it. Have its makers at hand to enter the new one.",
    rotate: "Make a new secret",
    "revoke-title": "Shut it out",
    "revoke-lead": "It can do nothing more, from its next request on. What it did stays in the record.",
    revoke: "Shut this system out",
    "revoke-done": "The system is shut out.",
    "is-revoked": "This system was shut out on {{day}}. To let it in again, let it in as a new one.",
  },
  error: { "no-scope": "Choose at least one thing it may do." },
  event: {
    partner: {
      added: "A system was let in: {{scopes}}",
      "key-turned": "A system was given another secret",
      revoked: "A system was shut out",
    },
  },
  refusal: {
    request: {
      "told-the-sender":
        "The system that sent this was told the decision already. Nothing was changed. Ask the sender to send it again, or enter a new request.",
    },
    partner: {
      "too-many": "There are {{count}} systems already. Shut out one that is not used any more, then try again.",
      "scope-elsewhere": "A system of this kind of house cannot be let to do that. Choose among what the page offers.",
      "revoked-already": "This system was shut out already. Let it in again as a new one.",
    },
    fhir: {
      "token-missing":
        "Send a token as Authorization: Bearer. A token is given at /fhir/token for a client_id and client_secret.",
      "token-refused": "This token does not hold: it is unknown or past its time, or its system was shut out.",
      "scope-missing": "This token may not do that: it lacks the scope {{scope}}.",
      "not-found": "There is none with this id.",
      "nothing-here": "Nothing is answered at this address. See /fhir/metadata for what is.",
      "body-kind":
        "Send JSON: application/fhir+json for a resource, application/json-patch+json or application/merge-patch+json for a patch.",
      "body-unreadable": "The body cannot be read as JSON.",
      "unknown-parameter": "There is no search parameter {{parameter}} here. See /fhir/metadata for those there are.",
      "unreadable-parameter": "The value of {{parameter}} cannot be read.",
      "unreadable-element": "{{element}} is missing or cannot be read.",
      "not-understood": "{{element}} may change what the rest means, and is not understood here. Nothing was changed.",
      "not-changeable": "{{element}} cannot be changed here. Nothing was changed.",
      "test-failed": "{{element}} is not what the patch expects. Nothing was changed. Read it again.",
      "version-changed": "This is at version {{version}} by now. Nothing was changed. Read it again and decide anew.",
      "no-move": "A Task does not go from {{from}} to {{to}}. Nothing was changed.",
      "other-partys-move": "Moving a Task from {{from}} to {{to}} is for the other party. Nothing was changed.",
      "reason-needed": "Say why in statusReason.text when a Task becomes {{to}}. Nothing was changed.",
      "reason-of-other-status":
        "The reason {{code}} goes with the other of rejected and cancelled: a reason that lies with the person is cancelled, any other is rejected. Nothing was changed.",
      "output-needed": "Say in output what came of it when a Task becomes completed. Nothing was changed.",
      "unknown-code": "{{code}} is none of the codes that are taken here: {{codes}}. Nothing was changed.",
      "senders-only": "A provider's system answers referrals; it sends none here.",
      "subject-contained":
        "Send the person inside the ServiceRequest: a contained Patient, and subject pointing at it with # and its id.",
      "focus-absent": "There is no ServiceRequest of yours with the id in focus. Send that first.",
      "task-there": "This ServiceRequest has its Task already. Send a new ServiceRequest to ask again.",
      "stage-lacks":
        "As businessStatus, info-requested is taken with the question as its text, and waitlisted with the day in executionPeriod.start. Nothing was changed.",
    },
  },
} as const;
