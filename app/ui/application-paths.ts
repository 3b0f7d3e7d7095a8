// The addresses of an application's pages, under the token of its link. Knows no page's content.
import type { ApplicationStep } from "#app/models/application/codes";

export const applicationPath = (token: string): string => `/applications/${token}`;

export function stepPath(token: string, step: ApplicationStep | "claim" | "withdraw", key?: string | null): string {
  const page = `${applicationPath(token)}/${step}`;
  return key ? `${page}/${key}` : page;
}
