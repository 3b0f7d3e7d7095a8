// Sets an answered form as a PDF: tagged, so that it is read out in its order, with its title and numbered pages. Knows no client; asks no database.
import { createRequire } from "node:module";
import path from "node:path";
import PDFDocument from "pdfkit";

export interface Paper {
  readonly title: string;
  readonly language: string;
  readonly madeAt: Date;
  /** The house it comes from. */
  readonly by: string;
  readonly about: readonly { readonly name: string; readonly value: string }[];
  readonly sections: readonly {
    readonly title: string;
    /** A blank line says why nothing stands there. */
    readonly lines: readonly { readonly name: string; readonly value: string; readonly blank: boolean }[];
  }[];
  readonly foot: (page: number, pages: number) => string;
}

type Sheet = InstanceType<typeof PDFDocument>;

// Letter and A4 both hold what is set within this margin.
const MARGIN_POINTS = 64;
const FOOT_POINTS = 40;
const INK = "#1b1b1b";
const SOFT = "#565c65";

/** @returns the file, whole: some dozens of kilobytes, most of it the letters that are used */
export async function setPaper(paper: Paper): Promise<Uint8Array> {
  const sheet = new PDFDocument({
    size: "LETTER",
    margin: MARGIN_POINTS,
    bufferPages: true,
    pdfVersion: "1.7",
    tagged: true,
    lang: paper.language,
    displayTitle: true,
    info: { Title: paper.title, Author: paper.by, CreationDate: paper.madeAt },
  });
  const parts: Uint8Array[] = [];
  const whole = new Promise<void>((resolve, reject) => {
    sheet.on("data", (part: Uint8Array) => parts.push(part));
    sheet.on("end", resolve);
    sheet.on("error", reject);
  });
  const fontFile = isLatin(paper) ? publicSans : notoSans;
  sheet.registerFont("plain", fontFile("Regular")).registerFont("strong", fontFile("Bold"));
  writeBody(sheet, paper);
  numberPages(sheet, paper);
  sheet.end();
  await whole;
  return Buffer.concat(parts);
}

type Weight = "Regular" | "Bold";

const packages = createRequire(import.meta.url);

/** As the screens are set: it has the letters of every language written in Latin script. */
const publicSans = (weight: Weight): string =>
  path.join(path.dirname(packages.resolve("@uswds/uswds")), "..", "fonts", "public-sans", `PublicSans-${weight}.ttf`);

/** Also has Greek, Cyrillic and Devanagari letters; seven times as large, so for papers that need it. */
const notoSans = (weight: Weight): string => {
  const folder = { Regular: "400Regular", Bold: "700Bold" }[weight];
  return packages.resolve(`@expo-google-fonts/noto-sans/${folder}/NotoSans_${folder}.ttf`);
};

const isLatin = ({ title, by, about, sections }: Paper): boolean =>
  /^[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]*$/u.test(JSON.stringify({ title, by, about, sections }));

function writeBody(sheet: Sheet, { title, about, sections }: Paper): void {
  const body = sheet.struct("Document");
  sheet.addStructure(body);
  const write = (tag: "H1" | "H2" | "P", set: () => void) => body.add(sheet.struct(tag, {}, set));
  write("H1", () => sheet.font("strong").fontSize(20).fillColor(INK).text(title));
  sheet.moveDown(0.5);
  for (const { name, value } of about) {
    write("P", () => sheet.font("plain").fontSize(10).fillColor(SOFT).text(`${name}: ${value}`));
  }
  for (const section of sections) {
    sheet.moveDown(1.2);
    keepTogether(sheet);
    write("H2", () => sheet.font("strong").fontSize(14).fillColor(INK).text(section.title));
    for (const { name, value, blank } of section.lines) {
      sheet.moveDown(0.6);
      keepTogether(sheet);
      write("P", () => {
        sheet.font("strong").fontSize(10.5).fillColor(INK).text(name);
        sheet
          .font("plain")
          .fillColor(blank ? SOFT : INK)
          .text(value);
      });
    }
  }
  body.end();
}

/** A heading or a question never stands alone at the foot of a page. */
function keepTogether(sheet: Sheet): void {
  if (sheet.y > sheet.page.height - MARGIN_POINTS - 48) sheet.addPage();
}

function numberPages(sheet: Sheet, { foot }: Paper): void {
  const { start, count } = sheet.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    sheet.switchToPage(page);
    // Below the margin, where a line would otherwise begin another page.
    sheet.page.margins.bottom = 0;
    sheet.markContent("Artifact", { type: "Pagination" });
    sheet
      .font("plain")
      .fontSize(9)
      .fillColor(SOFT)
      .text(foot(page - start + 1, count), MARGIN_POINTS, sheet.page.height - FOOT_POINTS, { lineBreak: false });
    sheet.endMarkedContent();
  }
}
