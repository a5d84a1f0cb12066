// What was typed, as readers see it: letters in any script, and the places in a title that it matches.

const WORD_START = /(^|[^\p{L}\p{N}])(ال)?$/u; // the article is written together with its word
const ALIKE = { "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ۀ": "ه", "ے": "ي" };
const ZEROS = [0x0660, 0x06f0, 0x0966]; // Arabic, Persian, Devanagari digits

// The number of letters and digits; marks upon letters do not count, nor do signs that take two code units count twice.
export function letterCount(text) {
  return (text.normalize("NFC").match(/[\p{L}\p{N}]/gu) ?? []).length;
}

// A title in pieces: [{ text, found }]. Words that were typed are found where words of the title begin with them,
// whatever their marks, capitals and digits.
export function pieces(title, typed) {
  const { text, starts, ends } = folded(title);
  const marked = new Array(title.length).fill(false);
  for (const word of folded(typed).text.split(/[^\p{L}\p{N}]+/u).filter(Boolean)) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (WORD_START.test(text.slice(0, at))) marked.fill(true, starts[at], ends[at + word.length - 1]);
    }
  }
  return joined(title, marked);
}

// The text in its plainest form, and for each of its code units where it comes from.
function folded(original) {
  const plain = { text: "", starts: [], ends: [] };
  let at = 0;
  for (const sign of original) {
    const end = at + sign.length;
    const simple = simplest(sign);
    if (!simple && plain.ends.length) plain.ends[plain.ends.length - 1] = end; // a mark belongs to its letter
    plain.text += simple;
    for (let unit = 0; unit < simple.length; unit += 1) {
      plain.starts.push(at);
      plain.ends.push(end);
    }
    at = end;
  }
  return plain;
}

function simplest(sign) {
  const code = sign.codePointAt(0);
  const zero = ZEROS.find((first) => code >= first && code < first + 10);
  if (zero) return String(code - zero);
  const bare = sign.normalize("NFKD").replace(/[\p{M}\p{Cf}\u0640]/gu, "").toLowerCase();
  return ALIKE[bare] ?? bare;
}

function joined(title, marked) {
  const found = [];
  for (let at = 0; at < title.length; at += 1) {
    if (!found.length || marked[at] !== marked[at - 1]) found.push({ text: "", found: marked[at] });
    found.at(-1).text += title[at];
  }
  return found;
}
