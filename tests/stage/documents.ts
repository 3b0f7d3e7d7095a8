// Small documents of each kind, made up byte by byte. Holds nothing real.

export function pdf(inside = ""): Buffer {
  return Buffer.from(`%PDF-1.7\n1 0 obj << /Type /Catalog ${inside} >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n`);
}

export function png(): Buffer {
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", 13), chunk("IDAT", 10), chunk("IEND", 0)]);
}

export function jpeg(): Buffer {
  return Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x02, 0xff, 0xda, 0x00, 0x02, 0x12, 0x34, 0xff, 0xd9]);
}

/** A zip that lists these names, each with nothing in it. */
export function docx(names: readonly string[]): Buffer {
  const locals = names.map((name) => entry(0x04034b50, name, 30));
  const offsets = locals.map((_, place) => locals.slice(0, place).reduce((sum, local) => sum + local.length, 0));
  const directory = names.map((name, place) => {
    const record = entry(0x02014b50, name, 46);
    record.writeUInt16LE(name.length, 28);
    record.writeUInt32LE(offsets[place] ?? 0, 42);
    return record;
  });
  const start = locals.reduce((sum, local) => sum + local.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(names.length, 8);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(
    directory.reduce((sum, record) => sum + record.length, 0),
    12,
  );
  end.writeUInt32LE(start, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

function entry(signature: number, name: string, headLength: number): Buffer {
  const head = Buffer.alloc(headLength);
  head.writeUInt32LE(signature, 0);
  if (headLength === 30) head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, Buffer.from(name)]);
}

function chunk(name: string, length: number): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(length, 0);
  head.write(name, 4, "latin1");
  return Buffer.concat([head, Buffer.alloc(length + 4)]);
}
