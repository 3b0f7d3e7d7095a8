// Reads the forms of a page as a browser would fill and send them: hidden fields, defaults, and something for what is empty.

export interface PageForm {
  readonly action: string;
  readonly fields: readonly (readonly [string, string])[];
}

const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found
    ?.replaceAll("&amp;", "&")
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">");
};

/** Every form that posts, each with every button it could be sent by. */
export function formsOf(html: string, path: string): PageForm[] {
  const forms: PageForm[] = [];
  for (const [, head = "", body = ""] of html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)) {
    if (attribute(head, "method")?.toLowerCase() !== "post") continue;
    const action = attribute(head, "action") ?? path;
    if (/^\/(sign-out|desks|session)/.test(action)) continue;
    const fields = [...inputsOf(body), ...selectsOf(body), ...textsOf(body)].filter(([name]) => name !== "_key");
    const buttons = buttonsOf(body);
    for (const button of buttons.length > 0 ? buttons : [null])
      forms.push({ action, fields: button ? [...fields, button] : fields });
  }
  return forms;
}

function inputsOf(body: string): (readonly [string, string])[] {
  const fields: (readonly [string, string])[] = [];
  const radios = new Set<string>();
  for (const [tag] of body.matchAll(/<input\b[^>]*>/g)) {
    const name = attribute(tag, "name");
    const type = attribute(tag, "type") ?? "text";
    const value = attribute(tag, "value");
    if (!name || type === "file") continue;
    if (type === "radio") {
      if (radios.has(name)) continue;
      radios.add(name);
    }
    fields.push([
      name,
      value ?? { date: "2026-12-01", time: "10:00", number: "1", email: "somebody@example.org" }[type] ?? "1",
    ]);
  }
  return fields;
}

function selectsOf(body: string): (readonly [string, string])[] {
  return [...body.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)].flatMap(([, head = "", options = ""]) => {
    const name = attribute(head, "name");
    const values = [...options.matchAll(/<option\b[^>]*>/g)].map(([tag]) => attribute(tag, "value") ?? "");
    return name ? [[name, values.find((value) => value !== "") ?? ""] as const] : [];
  });
}

function textsOf(body: string): (readonly [string, string])[] {
  return [...body.matchAll(/<textarea\b([^>]*)>/g)].flatMap(([, head = ""]) => {
    const name = attribute(head, "name");
    return name ? [[name, "Words of somebody from another house."] as const] : [];
  });
}

function buttonsOf(body: string): (readonly [string, string])[] {
  return [...body.matchAll(/<button\b([^>]*)>/g)].flatMap(([, head = ""]) => {
    const name = attribute(head, "name");
    return name && attribute(head, "type") !== "button" ? [[name, attribute(head, "value") ?? ""] as const] : [];
  });
}
