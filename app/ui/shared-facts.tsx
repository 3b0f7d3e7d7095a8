// Shows the facts of a person that are, or would be, shared: only those given, each by its name. Fetches nothing.
import { type Formats, useFormats, useSay } from "#app/i18n/speech";
import type { ConsentField } from "../models/consent/codes";
import { addressOf, languageName } from "../models/consent/fact-words";
import { type Fact, Facts } from "./facts";

/** As the disclosure gives them; a fact that is not among them was not shared. */
export type SharedClient = Readonly<Record<string, string | null | undefined>>;

export function SharedFacts({ client, fields }: { client: SharedClient; fields: readonly string[] }) {
  const say = useSay();
  const formats = useFormats();
  const facts: Fact[] = [];
  const add = (field: string, name: string, value: string | null | undefined) => {
    if (fields.includes(field)) facts.push({ name, value });
  };
  add("name", say("portal.offer.name"), client.name);
  if (client.preferredName) add("name", say("portal.offer.preferred"), client.preferredName);
  add("pronouns", say("portal.offer.pronouns"), client.pronouns);
  add("birth_day", say("portal.offer.birth_day"), client.birthDay ? formats.day(client.birthDay) : null);
  add(
    "language",
    say("portal.offer.language"),
    client.language ? languageName(client.language, formats.language) : null,
  );
  add("telephone", say("portal.offer.telephone"), client.telephone);
  add("email", say("portal.offer.email"), client.email);
  if (client.safeContact) {
    const safe = [say.any(`portal.offer.safe.${client.safeContact}`), client.safeContactNote].filter((part) => part);
    facts.push({ name: say("portal.offer.safe-contact"), value: safe.join(". ") });
  }
  add("address", say("portal.offer.address"), addressOf(client));
  add("access_needs", say("portal.offer.access_needs"), client.accessNeeds);
  if (client.goals) add("goals", say("portal.offer.goals"), client.goals);
  return <Facts facts={facts} columns={2} />;
}

/** What stands under one of the facts a client can agree to; empty where nothing does. */
export function factOf(
  field: ConsentField,
  client: SharedClient,
  documents: readonly { readonly name: string }[],
  formats: Formats,
): string {
  const values: Record<ConsentField, string | null | undefined> = {
    name: client.preferredName ? `${client.name} (${client.preferredName})` : client.name,
    pronouns: client.pronouns,
    birth_day: client.birthDay ? formats.day(client.birthDay) : "",
    language: client.language ? languageName(client.language, formats.language) : "",
    telephone: client.telephone,
    email: client.email,
    address: addressOf(client),
    access_needs: client.accessNeeds,
    goals: client.goals,
    documents: documents.map(({ name }) => name).join(", "),
  };
  return values[field] ?? "";
}
