// Why what was handed over is no package. Holds the reason, never its words: those are in the catalogue under `import`.

/** The reason as a catalogue key under `import`, and the file it is about. */
export class NoPackage extends Error {
  constructor(
    readonly key:
      | "missing"
      | "unknown"
      | "unreadable"
      | "not-flat"
      | "zip-unreadable"
      | "zip-too-large"
      | "zip-too-many"
      | "zip-outside",
    readonly file: string,
  ) {
    super(key);
  }
}
