// Text with its web addresses as links. What a bot or a person wrote never becomes HTML: only text nodes and <a> elements
// whose address is http or https are made.

const ADDRESS = /https?:\/\/[^\s<>"']+/gi;
const TAIL = /[.,;:!?)\]}*_~]+$/;

/** Splits text into `{text}` and `{text, href}` parts that together say the same. */
export function parts(text) {
  const found = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = trimmed(match[0]);
    const href = safe(address);
    if (!href) continue;
    if (match.index > from) found.push({ text: text.slice(from, match.index) });
    found.push({ text: address, href });
    from = match.index + address.length;
  }
  if (from < text.length) found.push({ text: text.slice(from) });
  return found;
}

/** Appends the text to an element. */
export function appendText(element, text) {
  for (const part of parts(text)) {
    if (part.href) {
      const link = document.createElement("a");
      link.href = part.href;
      link.target = "_blank";
      link.rel = "noopener noreferrer nofollow";
      link.textContent = part.text;
      element.append(link);
    } else {
      element.append(part.text);
    }
  }
}

// A full stop behind an address belongs to the sentence; a closing bracket too, unless the address opened one.
function trimmed(address) {
  const tail = address.match(TAIL)?.[0] ?? "";
  let kept = address.slice(0, address.length - tail.length);
  if (tail.startsWith(")") && kept.split("(").length > kept.split(")").length) kept += ")";
  return kept;
}

function safe(address) {
  try {
    const url = new URL(address);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}
