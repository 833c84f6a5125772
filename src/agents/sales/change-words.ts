const separators = /([,;]|(?<!\s)\s+and\s+)/i;

interface Spoken {
  name: string;
  pattern: RegExp;
}

function spokenAs(name: string): Spoken {
  const spoken = name.replace(/[A-Z]/g, (letter) => `\\s?${letter.toLowerCase()}`);
  return { name, pattern: new RegExp(`^${spoken}(?:\\s+(?:is|to|becomes))?[\\s:=]+(\\S[\\s\\S]*)$`, 'i') };
}

/** The field that a part begins with: `first name Ana`, `her title is CTO`. */
function fieldIn(part: string, fields: readonly Spoken[]): { name: string; value: string } | undefined {
  const words = part.trim().replace(/^(?:the|her|his|their|its)\s+/i, '');
  if (words === '') return undefined;
  for (const { name, pattern } of fields) {
    const found = pattern.exec(words);
    if (found?.[1] !== undefined) return { name, value: found[1].trim() };
  }
  return undefined;
}

/** `title CTO, rating Hot and company Miller, Smith and Co`: a part that names no field belongs to the value before it. */
function changesInWords(words: string, names: readonly string[]): Record<string, string> {
  const fields = names.map(spokenAs);
  const changes: Record<string, string> = {};
  let last = '';
  let separator = '';
  for (const part of words.split(separators)) {
    const found = fieldIn(part, fields);
    if (found) {
      changes[found.name] = found.value;
      last = found.name;
    } else if (separators.test(part)) {
      separator = part;
    } else if (last !== '') changes[last] += `${separator}${part}`;
  }
  return changes;
}

/** `Dana Ortiz phone +49 30 1234567`: who is meant stands before the first field. Where no field is named, all words say who it is. */
export function leadAndChanges(words: string, names: readonly string[]): Record<string, string> {
  const spoken = names.map((name) => name.replace(/[A-Z]/g, (letter) => `\\s?${letter.toLowerCase()}`)).join('|');
  const first = new RegExp(
    `(?:^|[\\s:,;])(?:(?:the|her|his|their|its)\\s)?(?:${spoken})(?:\\s(?:is|to|becomes))?[\\s:=]+\\S`,
    'i',
  );
  const at = words.search(first);
  const lead = (at < 0 ? words : words.slice(0, at)).replace(/[\s:,;]+$/, '').replace(/['’]s$/, '');
  return {
    ...(lead === '' ? {} : { lead: lead.trim() }),
    ...(at < 0 ? {} : changesInWords(words.slice(at).replace(/^[\s:,;]/, ''), names)),
  };
}
