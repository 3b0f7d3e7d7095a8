// Makes the name a document is kept under from the name it came with. A name is shown and offered for download; it never becomes a path.

const LONGEST = 120;

/** "..\\..\\etc/passwd.pdf" → "passwd.pdf"; nothing but an ending → "document.pdf". */
export function documentName(given: string, kind: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? "";
  const visible = last
    .normalize("NFC")
    // Signs that turn the direction of writing can make "gpj.exe" read as "exe.jpg".
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, "")
    .replace(/[<>:"|?*]/g, "_")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^\.+/, "");
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(visible)?.[0] ?? `.${kind}`;
  const stem = visible.endsWith(ending) ? visible.slice(0, -ending.length) : visible;
  return `${[...(stem || "document")].slice(0, LONGEST - ending.length).join("")}${ending}`;
}
