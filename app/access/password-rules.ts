// What makes a password good enough: length and not being guessable. Never asks for signs, digits or capitals (NIST 800-63B-4).

export const LEAST_CHARACTERS = 15;
export const MOST_CHARACTERS = 200;
const LEAST_DIFFERENT = 5;
const LEAST_OWN_CHARACTERS = 8;

/** What attackers try first among passwords of fifteen characters and more, and what people make of short ones to reach that length. */
const COMMON = new Set(
  `123456789012345 1234567890123456 12345678901234567890 123123123123123 987654321098765 qwertyuiopasdfg qwertyuiopasdfghjkl
  qwertyuiopasdfghjklzxcvbnm qwertyqwertyqwerty qazwsxedcrfvtgb 1qaz2wsx3edc4rfv 1q2w3e4r5t6y7u8i asdfghjklqwertyuiop passwordpassword
  passwordpassword1 password123456789 passwordispassword mypasswordispassword thisismypassword thisisapassword iloveyouiloveyou
  iloveyousomuch correcthorsebatterystaple letmeinletmeinletmein welcomewelcome welcometothejungle administrator administratoradmin
  adminadminadmin changemechangeme changeitplease abcdefghijklmno abcdefghijklmnopqrstuvwxyz abcabcabcabcabc aaaaaaaaaaaaaaa
  supersecretpassword trustnooneatall nevergonnagiveyouup maytheforcebewithyou footballfootball princessprincess sunshinesunshine
  monkeymonkeymonkey dragondragondragon computercomputer`.split(/\s+/),
);

/** One form for one password, whichever keyboard it was typed on (RFC 8265). */
export const normalizePassword = (password: string): string => password.normalize("NFKC");

/**
 * What is wrong with a new password, as the code of its refusal, or null.
 * @param about words others know: the person's name, e-mail, agency
 */
export function passwordFault(password: string, about: readonly string[]): string | null {
  const characters = [...normalizePassword(password)];
  if (characters.length < LEAST_CHARACTERS) return "access.password-short";
  if (characters.length > MOST_CHARACTERS) return "access.password-long";
  const plain = characters.join("").toLowerCase().replace(/\s+/g, "");
  if (COMMON.has(plain) || COMMON.has(plain.replace(/[\d\W_]+$/u, ""))) return "access.password-known";
  if (new Set(plain).size < LEAST_DIFFERENT || isRun(plain) || isRepeated(plain)) return "access.password-known";
  return ownPart(plain, about).length < LEAST_OWN_CHARACTERS ? "access.password-about-you" : null;
}

/** "abcdefghij…" or "9876…": each character one step from the one before. */
function isRun(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, place) => code - (codes[place] ?? 0));
  return steps.every((step) => step === steps[0]) && Math.abs(steps[0] ?? 0) <= 1;
}

/** One short piece over and over: "springspringspring". */
function isRepeated(text: string): boolean {
  for (let size = 1; size <= text.length / 2; size++) {
    const piece = text.slice(0, size);
    if (piece.repeat(Math.ceil(text.length / size)).startsWith(text)) return true;
  }
  return false;
}

/** What is left when the words others know are taken out. */
function ownPart(plain: string, about: readonly string[]): string {
  const words = ["throughline", "password", ...about]
    .flatMap((words) => words.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length >= 4)
    .sort((left, right) => right.length - left.length);
  return words.reduce((left, word) => left.replaceAll(word, ""), plain);
}
