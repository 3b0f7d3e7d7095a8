// Every table of the house, in the river's order.

export * from "./agency";
export * from "./client";
export * from "./delivery";
export * from "./event";
export * from "./import";
export * from "./notification";
export * from "./organization";
export * from "./payment";
export * from "./practitioner";
export * from "./referral";
