// Every table of the house, in the river's order.

export * from "./agency";
export * from "./agreement";
export * from "./application";
export * from "./authorization";
export * from "./client";
export * from "./consent";
export * from "./credential";
export * from "./delivery";
export * from "./disclosure";
export * from "./event";
export * from "./exclusion";
export * from "./import";
export * from "./invoice";
export * from "./keeping";
export * from "./ledger";
export * from "./notification";
export * from "./opening";
export * from "./organization";
export * from "./payment";
export * from "./practitioner";
export * from "./referral";
export * from "./schedule";
export * from "./screening";
export * from "./search";
export * from "./specialty";
export * from "./suspension";
