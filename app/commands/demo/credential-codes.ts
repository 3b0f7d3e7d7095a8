// The word the demo's agencies share for what every provider holds. Data only.
export const PROVIDER_LICENCE = "provider-licence";
