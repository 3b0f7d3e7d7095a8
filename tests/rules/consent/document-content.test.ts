// What a document is, told by its bytes: each kind that is taken beside what pretends to be it.
import { expect, test } from "vitest";
import { type DocumentFault, judgeDocument } from "#app/models/consent/document-content";
import { documentName } from "#app/models/consent/document-name";
import { docx, jpeg, pdf, png } from "#tests/stage/documents";

test.each([
  ["birth-certificate.pdf", pdf()],
  ["photo.png", png()],
  ["photo.JPG", jpeg()],
  ["letter.docx", docx(["[Content_Types].xml", "word/document.xml"])],
])("Ines may file %s", (name, bytes) => {
  expect(judgeDocument(bytes, name)).toMatchObject({ taken: true });
});

const html = Buffer.from("<!doctype html><script>alert(1)</script>");

test.each<[string, string, Uint8Array, DocumentFault]>([
  ["a page called a picture", "photo.png", html, "disguised"],
  ["a picture called a PDF", "form.pdf", png(), "disguised"],
  ["a PDF without an ending", "form", pdf(), "disguised"],
  ["a page called a page", "page.html", html, "unknown-kind"],
  ["a program", "setup.exe", Buffer.from("MZ\u0090\u0000"), "unknown-kind"],
  ["nothing", "empty.pdf", Buffer.alloc(0), "empty"],
  ["a picture with a page behind its end", "photo.png", Buffer.concat([png(), html]), "hidden-content"],
  ["a picture with bytes behind its end", "photo.png", Buffer.concat([png(), Buffer.alloc(40)]), "hidden-content"],
  ["a photo with a page inside", "photo.jpg", Buffer.concat([jpeg(), html]), "hidden-content"],
  ["a photo that is an archive too", "photo.jpg", Buffer.concat([jpeg(), docx(["a.txt"])]), "hidden-content"],
  ["a PDF that runs script", "form.pdf", pdf("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "macros"],
  ["a PDF that starts programs", "form.pdf", pdf("/Launch << /F (cmd.exe) >>"), "macros"],
  ["a PDF cut short", "form.pdf", Buffer.from("%PDF-1.7\n1 0 obj"), "broken"],
  ["a picture cut short", "photo.png", png().subarray(0, 20), "broken"],
  [
    "a letter with macros",
    "letter.docx",
    docx(["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"]),
    "macros",
  ],
  ["an archive called a letter", "letter.docx", docx(["secrets.txt"]), "disguised"],
  ["twenty megabytes and a byte", "large.pdf", Buffer.alloc(20 * 1024 * 1024 + 1), "too-large"],
])("%s is refused", (_, name, bytes, fault) => {
  expect(judgeDocument(bytes, name)).toEqual({ taken: false, fault });
});

test.each([
  ["../../etc/passwd.pdf", "passwd.pdf"],
  ["C:\\Users\\rosa\\lease.pdf", "lease.pdf"],
  ["..", "document.pdf"],
  [".htaccess.pdf", "htaccess.pdf"],
  ["invoice\u202Efdp.exe.pdf", "invoicefdp.exe.pdf"],
  ['a<b>"c".pdf', "a_b__c_.pdf"],
  [`${"x".repeat(300)}.pdf`, `${"x".repeat(116)}.pdf`],
])("%s is kept as %s", (given, kept) => {
  expect(documentName(given, "pdf")).toBe(kept);
});
