// What a partner's system may be let to do, in the words of OAuth scopes for FHIR. A list; knows no partner.

export const PROVIDER_SCOPES = [
  "system/Task.read",
  "system/Task.write",
  "system/ServiceRequest.read",
  "system/Patient.read",
  "system/Consent.read",
] as const;

/** A sender outside reads what it sent itself, and no more. */
export const SENDER_SCOPES = [
  "system/Task.read",
  "system/Task.write",
  "system/ServiceRequest.read",
  "system/ServiceRequest.write",
] as const;

export const SCOPES = [...new Set([...PROVIDER_SCOPES, ...SENDER_SCOPES])] as const;
export type Scope = (typeof SCOPES)[number];

/** The scopes of a token: those asked for among those granted; all granted where none is asked for. Null where one is asked that was not granted. */
export function scopesFor(granted: readonly string[], asked: string | null): string[] | null {
  const wanted = (asked ?? "").split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [...granted];
  return wanted.every((scope) => granted.includes(scope)) ? wanted : null;
}
