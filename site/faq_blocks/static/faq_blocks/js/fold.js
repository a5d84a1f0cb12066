// Makes words comparable as readers type them: without case, vowel signs and other marks, with one form for letters that
// look alike in Arabic and Persian, one kind of digits, and without what cannot be seen (joiners, direction marks).

const LETTERS = { ى: "ي", ی: "ي", ې: "ي", ک: "ك", ڪ: "ك", ے: "ي", ہ: "ه", ھ: "ه", ە: "ه", ة: "ه", ٱ: "ا", ı: "i", ß: "ss", æ: "ae", ø: "o", đ: "d", ł: "l" };
const ZEROS = [0x660, 0x6f0, 0x966]; // Arabic, Persian, Devanagari digits; others stay as they are
const ALIKE = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "gu");

export function folded(text) {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}\u0640]/gu, "")
    .replace(ALIKE, (letter) => LETTERS[letter])
    .replace(/\p{Nd}/gu, (digit) => String(valueOf(digit)))
    .replace(/\s+/gu, " ")
    .trim();
}

function valueOf(digit) {
  const code = digit.codePointAt(0);
  const zero = ZEROS.find((first) => code >= first && code < first + 10);
  return zero ? code - zero : digit;
}
